import CoreMetrics
import Prometheus

/// Measures the answers of one route, by the class of their status.
package struct RequestMeter: Sendable {
    /// For `1xx` to `5xx`.
    private let classes: [Timer]

    package init(_ meters: Meters, method: String, route: String) {
        classes = (1...5).map { meters.timer(.requestSeconds, method, route, "\($0)xx") }
    }

    package func record(status: Int, _ duration: Duration) {
        classes[min(max(status / 100, 1), 5) - 1].add(duration)
    }
}
