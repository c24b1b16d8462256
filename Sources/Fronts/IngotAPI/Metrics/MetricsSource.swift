import IngotMetrics
import IngotModel
import IngotStorage
import Logging
import Prometheus
import Synchronization

/// What `/metrics` tells: what this process has measured, and what the database counts.
///
/// The database is asked at most once in a while, however often and by however many `/metrics` is read.
package final class MetricsSource: Sendable {
    private let registry: Registry
    private let process: ProcessReadings
    private let budgets: [ProvisionState: Duration]
    private let interval: Duration
    private let logger: Logger
    /// When the database was last asked.
    private let asked = Mutex<Timestamp?>(nil)

    /// - Parameters:
    ///   - budgets: how long nodes may be in a state.
    ///   - interval: how old the numbers from the database may be.
    ///   - start: when the process began.
    package init(
        registry: Registry, budgets: [ProvisionState: Duration], interval: Duration, start: Timestamp, logger: Logger
    ) {
        self.registry = registry
        self.budgets = budgets
        self.interval = interval
        self.logger = logger
        process = ProcessReadings(start: start.seconds)
    }

    package var meters: Meters { Meters(registry) }

    /// The text; without the numbers from the database while that does not answer.
    func text(_ store: Store, at now: Timestamp) async -> String {
        if isDue(at: now) {
            let budgets = budgets
            do {
                let census = try await store.read { try $0.census.take(at: now, budgets: budgets) }
                registry.show(census, at: now)
            } catch {
                logger.warning("Nodes could not be counted for /metrics", metadata: ["error": "\(error)"])
                registry.show(nil, at: now)
            }
        }
        process.read(into: registry)
        return registry.text
    }

    /// True for one caller each time that the numbers have become too old.
    private func isDue(at now: Timestamp) -> Bool {
        asked.withLock { asked in
            if let last = asked, now - last < interval, last <= now { return false }
            asked = now
            return true
        }
    }
}
