import IngotModel
import IngotStorage
import Logging

/// Looks after the other conductors: those that have fallen silent are noted as gone, calls that they had
/// claimed are refused, and records of those that have long been gone are removed.
struct ConductorRecords: PeriodicJob {
    let name = "conductor records"
    let surroundings: Surroundings

    var interval: Duration { surroundings.settings.jobs.checkInterval }

    func tick() async throws -> Int {
        guard surroundings.mayShareWork else { return 0 }
        let (now, settings, own) = (
            surroundings.clock.now, surroundings.settings.jobs, surroundings.settings.hostname
        )
        let found = try await surroundings.store.write { transaction -> Found? in
            let oldest = now - settings.conductorTimeout
            // Where this conductor was not seen either, it was the database that was away.
            guard let record = try transaction.conductors.find(own), record.lastSeen >= oldest else { return nil }
            let dead = try transaction.conductors.setOffline(unseenSince: oldest)
            let found = Found(
                dead: dead, claims: try transaction.requests.refuseStranded(Blockers.outcomeUnknown.json, at: now),
                forgotten: try transaction.conductors.forget(goneSince: now - settings.conductorRetention))
            if found.count > 0 { transaction.ringAfterCommit() }
            return found
        }
        guard let found, found.count > 0 else { return 0 }
        surroundings.logger.notice(
            "what dead conductors left was put in order",
            metadata: [
                "dead": "\(found.dead)", "claims": "\(found.claims)", "forgotten": "\(found.forgotten)",
            ])
        return found.count
    }

    private struct Found: Sendable {
        var dead: [String]
        var claims: Int
        var forgotten: [String]
        var count: Int { dead.count + claims + forgotten.count }
    }
}
