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

    /// - Parameter isFailure: whether an error is the database's fault, rather than a refusal of what it was asked.
    package func measuring<Result: Sendable>(
        failingBy isFailure: (any Error) -> Bool, _ body: () async throws -> Result
    ) async throws -> Result {
        let start = ContinuousClock.now
        do {
            let result = try await body()
            time.add(ContinuousClock.now - start)
            return result
        } catch {
            time.add(ContinuousClock.now - start)
            if isFailure(error) { failures.increment() }
            throw error
        }
    }
}
