import CoreMetrics
import Prometheus

/// Makes what measures: handles to series, resolved once and then cheap to use.
///
/// The factory is handed down from the program; without one, nothing is measured.
package struct Meters: Sendable {
    let factory: any MetricsFactory

    package init(_ factory: any MetricsFactory) { self.factory = factory }

    /// Measures nothing.
    package static let none = Meters(NOOPMetricsHandler.instance)

    package func counter(_ family: MetricFamily, _ labels: String...) -> Counter {
        Counter(label: family.name, dimensions: dimensions(family, labels), factory: factory)
    }

    package func timer(_ family: MetricFamily, _ labels: String...) -> Timer {
        Timer(label: family.name, dimensions: dimensions(family, labels), factory: factory)
    }

    package func meter(_ family: MetricFamily, _ labels: String...) -> Meter {
        Meter(label: family.name, dimensions: dimensions(family, labels), factory: factory)
    }

    private func dimensions(_ family: MetricFamily, _ labels: [String]) -> [(String, String)] {
        Array(zip(family.labels, labels))
    }
}

extension CoreMetrics.Timer {
    /// Adds a duration; what a clock that was set back makes of it counts as nothing.
    package func add(_ duration: Duration) {
        let (seconds, attoseconds) = duration.components
        let (whole, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        recordNanoseconds(overflow ? .max : max(0, whole + attoseconds / 1_000_000_000))
    }
}
