import CoreMetrics
import IngotModel
import Prometheus

/// Measures what a conductor does: leases, steps, runs, and the states that they leave.
package struct WorkMeter: Sendable {
    private let meters: Meters
    private let taken: Counter
    private let lost: Counter
    private let takeovers: Counter

    package init(_ meters: Meters) {
        self.meters = meters
        taken = meters.counter(.leasesTaken)
        lost = meters.counter(.leasesLost)
        takeovers = meters.counter(.takeovers)
    }

    package static let none = WorkMeter(.none)

    package func tookLease() { taken.increment() }
    package func lostLease() { lost.increment() }
    package func tookOver() { takeovers.increment() }

    /// - Parameter duration: nil where its beginning is not known.
    package func finished(_ step: Step, on driver: String, after duration: Duration?) {
        guard let duration else { return }
        meters.timer(.stepSeconds, step.qualifiedName, driver).add(duration)
    }

    package func failed(_ step: Step, on driver: String) {
        meters.counter(.stepFailures, step.qualifiedName, driver).increment()
    }

    package func ended(_ run: Run, on driver: String) {
        meters.counter(.runs, run.plan.verb, driver, run.state.rawValue).increment()
        guard run.state == .finished, let end = run.finishedAt else { return }
        meters.timer(.runSeconds, run.plan.verb, driver).add(end - run.requestedAt)
    }

    /// - Parameter budget: how long the state may last; nil where nothing says so.
    package func left(_ state: ProvisionState, after duration: Duration, budget: Duration?) {
        meters.timer(.stateSeconds, state.rawValue).add(duration)
        guard let budget, duration > budget else { return }
        meters.counter(.overBudget, state.rawValue).increment(by: Int((duration - budget).inSeconds))
    }
}
