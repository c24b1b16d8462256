import IngotModel
import IngotStorage

/// Refuses requests that have waited for room for too long, also those of nodes that no conductor serves any more.
struct LongWaits: PeriodicJob {
    let name = "long waits"
    let surroundings: Surroundings

    var interval: Duration { surroundings.settings.jobs.checkInterval }

    /// One page; what is left over is the next tick's.
    func tick() async throws -> Int {
        let (now, settings) = (surroundings.clock.now, surroundings.settings)
        let line = WaitingLine(surroundings: surroundings)
        let late = try await surroundings.store.read { transaction in
            try transaction.requests.waiting(since: now - settings.limits.queueTimeout, limit: settings.jobs.pageSize)
        }
        var refused = 0
        for request in late where try await line.expire(request) { refused += 1 }
        return refused
    }
}
