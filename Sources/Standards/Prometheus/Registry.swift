import CoreMetrics
import Synchronization

/// Keeps what is measured in this process, as a backend of swift-metrics whose text Prometheus reads.
///
/// Only declared families are kept: what libraries measure under other names costs nothing. The series of a family are
/// limited in number; beyond that, everything goes into one whose labels are all `other`, so that no label that callers
/// choose can fill the memory.
package final class Registry: MetricsFactory {
    enum Series {
        case counter(CounterSeries)
        case gauge(GaugeSeries)
        case histogram(HistogramSeries)
    }

    /// The values of the labels, in the family's order.
    typealias Labels = [String]

    let families: [MetricFamily]
    private let byName: [String: MetricFamily]
    private let limit: Int
    private let kept = Mutex<[String: [Labels: Series]]>([:])

    /// - Parameter limit: how many series a family has at most.
    package init(_ families: [MetricFamily], limit: Int = 2_000) {
        self.families = families
        self.limit = limit
        byName = Dictionary(families.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
    }

    /// Replaces all series of a family, other than a histogram, by what was just read somewhere else: what is not there any more is not shown any more.
    package func replace(_ family: MetricFamily, by readings: [(labels: [String], value: Double)]) {
        let series = readings.prefix(limit).map { reading -> (Labels, Series) in
            let gauge = GaugeSeries()
            gauge.set(reading.value)
            return (reading.labels, .gauge(gauge))
        }
        kept.withLock { $0[family.name] = Dictionary(series, uniquingKeysWith: { $1 }) }
    }

    /// The series of a family, in the order of their labels.
    func series(of family: MetricFamily) -> [(labels: Labels, series: Series)] {
        let found = kept.withLock { $0[family.name] ?? [:] }
        return found.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { ($0.key, $0.value) }
    }

    /// The series with these labels; the one for the rest where there are too many; nil for a family that is not declared
    /// or of another kind.
    private func series(
        _ label: String, _ dimensions: [(String, String)], _ make: (MetricFamily.Kind) -> Series?
    ) -> Series? {
        guard let family = byName[label] else { return nil }
        let given = Dictionary(dimensions, uniquingKeysWith: { $1 })
        let labels = family.labels.map { given[$0] ?? "" }
        return kept.withLock { kept in
            if let known = kept[label]?[labels] { return known }
            let isFull = kept[label, default: [:]].count >= limit
            let place = isFull ? family.labels.map { _ in "other" } : labels
            if let known = kept[label]?[place] { return known }
            guard let made = make(family.kind) else { return nil }
            kept[label, default: [:]][place] = made
            return made
        }
    }
}

// MARK: What swift-metrics asks for

extension Registry {
    package func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        let found = series(label, dimensions) { $0 == .counter ? .counter(CounterSeries()) : nil }
        guard case .counter(let series) = found else { return NOOPMetricsHandler.instance }
        return series
    }

    package func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        gauge(label, dimensions) ?? NOOPMetricsHandler.instance
    }

    package func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        histogram(label, dimensions) ?? NOOPMetricsHandler.instance
    }

    package func makeRecorder(
        label: String, dimensions: [(String, String)], aggregate: Bool
    ) -> any RecorderHandler {
        let series: (any RecorderHandler)? = aggregate ? histogram(label, dimensions) : gauge(label, dimensions)
        return series ?? NOOPMetricsHandler.instance
    }

    // A series outlives whoever measured it: what was counted stays counted.
    package func destroyCounter(_ handler: any CounterHandler) {}
    package func destroyMeter(_ handler: any MeterHandler) {}
    package func destroyRecorder(_ handler: any RecorderHandler) {}
    package func destroyTimer(_ handler: any TimerHandler) {}

    private func gauge(_ label: String, _ dimensions: [(String, String)]) -> GaugeSeries? {
        let found = series(label, dimensions) { $0 == .gauge ? .gauge(GaugeSeries()) : nil }
        guard case .gauge(let series) = found else { return nil }
        return series
    }

    private func histogram(_ label: String, _ dimensions: [(String, String)]) -> HistogramSeries? {
        let found = series(label, dimensions) { kind in
            guard case .histogram(let bounds) = kind else { return nil }
            return .histogram(HistogramSeries(bounds: bounds))
        }
        guard case .histogram(let series) = found else { return nil }
        return series
    }
}
