import IngotModel
import IngotStorage
import Logging

/// Lets go of expired leases that stand for nothing any more, so that nodes do not show a conductor that has long gone.
struct OrphanedLeases: PeriodicJob {
    let name = "orphaned leases"
    let surroundings: Surroundings

    var interval: Duration { surroundings.settings.jobs.checkInterval }

    func tick() async throws -> Int {
        guard surroundings.mayShareWork else { return 0 }
        let (now, settings) = (surroundings.clock.now, surroundings.settings.jobs)
        let nodes = try await surroundings.store.write { transaction in
            let nodes = try transaction.leases.releaseOrphans(
                expiredBefore: now - settings.patience, aliveSince: now - settings.conductorTimeout)
            if !nodes.isEmpty { transaction.ringAfterCommit() }
            return nodes
        }
        if !nodes.isEmpty {
            surroundings.logger.notice(
                "leases that stood for nothing were released", metadata: ["nodes": "\(nodes.map(\.text).sorted())"])
        }
        return nodes.count
    }
}
