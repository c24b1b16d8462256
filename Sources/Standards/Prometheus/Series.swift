import CoreMetrics
import Synchronization

/// A number that only grows.
final class CounterSeries: CounterHandler {
    private let count = Atomic<Int64>(0)

    var value: Double { Double(count.load(ordering: .relaxed)) }

    func increment(by amount: Int64) { count.add(amount, ordering: .relaxed) }

    /// Counters of this format begin anew only with the process.
    func reset() {}
}

/// A number that goes up and down.
final class GaugeSeries: MeterHandler, RecorderHandler {
    private let bits = Atomic<UInt64>(0)

    var value: Double { Double(bitPattern: bits.load(ordering: .relaxed)) }

    func set(_ value: Double) { bits.store(value.bitPattern, ordering: .relaxed) }
    func set(_ value: Int64) { set(Double(value)) }
    func record(_ value: Double) { set(value) }
    func record(_ value: Int64) { set(Double(value)) }
    func decrement(by amount: Double) { increment(by: -amount) }

    func increment(by amount: Double) {
        var seen = bits.load(ordering: .relaxed)
        while true {
            let (exchanged, original) = bits.weakCompareExchange(
                expected: seen, desired: (Double(bitPattern: seen) + amount).bitPattern, ordering: .relaxed)
            if exchanged { return }
            seen = original
        }
    }
}

/// How durations are distributed. An observation is two atomic additions; nothing waits for anything.
final class HistogramSeries: TimerHandler, RecorderHandler {
    private final class Bucket: Sendable {
        let count = Atomic<UInt64>(0)
    }

    /// In nanoseconds.
    private let bounds: [Int64]
    /// One more than bounds: the last takes what is longer than all of them.
    private let buckets: [Bucket]
    private let nanoseconds = Atomic<Int64>(0)

    init(bounds: [Double]) {
        self.bounds = bounds.map { Int64($0 * 1e9) }
        buckets = (0...bounds.count).map { _ in Bucket() }
    }

    /// How many there were up to each bound and in all; the last is the count.
    var cumulative: [UInt64] {
        var sum: UInt64 = 0
        return buckets.map { bucket in
            sum += bucket.count.load(ordering: .relaxed)
            return sum
        }
    }

    /// In seconds.
    var sum: Double { Double(nanoseconds.load(ordering: .relaxed)) / 1e9 }

    func recordNanoseconds(_ duration: Int64) {
        var place = 0
        while place < bounds.count, duration > bounds[place] { place += 1 }
        buckets[place].count.add(1, ordering: .relaxed)
        // Nothing is as long as 292 years; a clock that was set wrong must not end the process.
        _ = nanoseconds.wrappingAdd(duration, ordering: .relaxed)
    }

    func record(_ seconds: Double) {
        recordNanoseconds(Int64(exactly: (seconds * 1e9).rounded()) ?? .max)
    }

    func record(_ seconds: Int64) { record(Double(seconds)) }
}
