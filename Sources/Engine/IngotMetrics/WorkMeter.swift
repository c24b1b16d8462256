import CoreMetrics
import IngotModel
import Prometheus

/// Measures what a conductor does: leases, steps and runs.
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

    /// Counts a run that is over, and the step at which it failed; a run that goes on is nothing to count.
    package func ended(_ run: Run) {
        guard run.state.isOver else { return }
        let driver = run.machine.driver
        meters.counter(.runs, run.plan.verb, driver, run.state.rawValue).increment()
        if run.state == .failed, run.plan.steps.indices.contains(run.position) {
            meters.counter(.stepFailures, run.plan.steps[run.position].step.qualifiedName, driver).increment()
        }
        guard run.state == .finished, let end = run.finishedAt else { return }
        meters.timer(.runSeconds, run.plan.verb, driver).add(end - run.requestedAt)
    }
}
