import CoreMetrics
import Prometheus

/// Measures transactions of one kind.
package struct TransactionMeter: Sendable {
    private let time: Timer
    private let failures: Counter

    package init(_ meters: Meters, kind: String) {
        time = meters.timer(.transactionSeconds, kind)
        failures = meters.counter(.transactionFailures, kind)
    }

    package func measuring<Result: Sendable>(_ body: () async throws -> Result) async throws -> Result {
        let start = ContinuousClock.now
        do {
            let result = try await body()
            time.add(ContinuousClock.now - start)
            return result
        } catch {
            time.add(ContinuousClock.now - start)
            failures.increment()
            throw error
        }
    }
}
