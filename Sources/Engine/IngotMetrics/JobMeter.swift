import CoreMetrics
import IngotModel
import Prometheus

/// Measures the ticks of periodic jobs.
package struct JobMeter: Sendable {
    private let meters: Meters

    package init(_ meters: Meters) { self.meters = meters }

    /// A tick has ended.
    package func record(_ status: JobStatus) {
        if let duration = status.lastDuration { meters.timer(.jobSeconds, status.name).add(duration) }
        if status.lastError != nil { meters.counter(.jobFailures, status.name).increment() }
    }
}
