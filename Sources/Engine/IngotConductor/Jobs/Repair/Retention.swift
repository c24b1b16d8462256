import IngotModel
import IngotStorage

/// Removes what nobody will ask for any more: answered requests, runs with their journals, events, history.
struct Retention: PeriodicJob {
    let name = "retention"
    let surroundings: Surroundings

    var interval: Duration { surroundings.settings.jobs.tidyingInterval }

    /// One transaction for each kind, so that nobody waits for all of them.
    func tick() async throws -> Int {
        let (now, settings) = (surroundings.clock.now, surroundings.settings)
        let kinds: [@Sendable (Transaction) throws -> Int] = [
            { try $0.requests.prune(before: now - settings.retention) },
            { try $0.runs.prune(before: now - settings.retention) },
            { try $0.events.prune(before: now - settings.eventRetention) },
            { try $0.history.prune(before: now - settings.retention, keeping: settings.keptHistory) },
        ]
        var removed = 0
        for prune in kinds { removed += try await surroundings.store.write(prune) }
        return removed
    }
}
