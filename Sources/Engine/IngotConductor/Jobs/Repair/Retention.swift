import IngotModel
import IngotStorage

/// Removes what nobody will ask for any more: answered requests, runs with their journals, events, history.
///
/// Whatever there is to remove, each transaction removes but a batch of it, so that nobody waits for all of it.
struct Retention: PeriodicJob {
    let name = "retention"
    let surroundings: Surroundings

    var interval: Duration { surroundings.settings.jobs.tidyingInterval }

    func tick() async throws -> Int {
        let (now, settings) = (surroundings.clock.now, surroundings.settings)
        var removed = try await remove { try $0.requests.prune(before: now - settings.retention, limit: $1) }
        removed += try await remove { try $0.runs.prune(before: now - settings.retention, limit: $1) }
        removed += try await remove { try $0.events.prune(before: now - settings.eventRetention, limit: $1) }
        return try await removed + removeHistory(before: now - settings.retention)
    }

    /// By pages of nodes, as what is kept of each has to be counted.
    private func removeHistory(before moment: Timestamp) async throws -> Int {
        let (kept, limit) = (surroundings.settings.keptHistory, surroundings.settings.jobs.pageSize)
        var last: NodeID?
        var removed = 0
        repeat {
            let after = last
            let page = try await surroundings.store.read {
                try $0.history.nodes(before: moment, after: after, limit: limit)
            }
            removed += try await remove { try $0.history.prune(page, before: moment, keeping: kept, limit: $1) }
            last = page.count == limit ? page.last : nil
        } while last != nil
        return removed
    }

    /// Goes on until nothing is left.
    ///
    /// - Parameter prune: removes at most so much.
    private func remove(_ prune: @escaping @Sendable (Transaction, Int) throws -> Int) async throws -> Int {
        let batch = surroundings.settings.jobs.tidyingBatch
        var (removed, last) = (0, 0)
        repeat {
            last = try await surroundings.store.write { try prune($0, batch) }
            removed += last
            try Task.checkCancellation()
        } while last == batch
        return removed
    }
}
