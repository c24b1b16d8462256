import IngotModel
import IngotStorage
import Logging

/// Tells the others that this conductor is there, and what it serves.
struct Registration: Sendable {
    let surroundings: Surroundings

    /// Enters the conductor, drained where an operator wants that, and lets go of everything that an earlier life of it
    /// still holds.
    func register() async throws {
        let (settings, catalog) = (surroundings.settings, surroundings.catalog)
        let (incarnation, clock) = (surroundings.incarnation, surroundings.clock)
        clock.note(try await surroundings.store.read { try clock.compare(in: $0) })
        let now = clock.now
        var record = ConductorRecord(
            hostname: settings.hostname, group: settings.group, incarnation: incarnation, startedAt: now,
            lastSeen: now, drivers: catalog.types.map(\.name))
        record.clock = clock.difference.told(settings)
        let own = record
        let (orphans, isDraining) = try await surroundings.store.write { transaction in
            let isDraining = try transaction.conductors.find(own.hostname)?.staysDrained ?? false
            var own = own
            (own.isDraining, own.staysDrained) = (isDraining, isDraining)
            try transaction.conductors.register(own, offers: catalog.offers)
            try transaction.conductors.publish(catalog.facts, by: own.hostname)
            let orphans = try transaction.leases.releaseAll(of: settings.hostname, exceptIncarnation: incarnation)
            try transaction.requests.refuseStranded(Blockers.outcomeUnknown.json, at: now)
            transaction.ringAfterCommit()
            return (orphans, isDraining)
        }
        if isDraining {
            surroundings.logger.notice(
                "the conductor takes no work, as it was drained before its start; 'ingot conductor drain --undo' lets it",
                metadata: ["conductor": "\(settings.hostname)"])
        }
        guard !orphans.isEmpty else { return }
        surroundings.logger.notice(
            "work of an earlier life is taken up", metadata: ["nodes": "\(orphans.map(\.text).sorted())"])
    }

    func leave() async {
        let (hostname, incarnation) = (surroundings.settings.hostname, surroundings.incarnation)
        do {
            try await surroundings.writeInAnyCase { transaction in
                _ = try transaction.conductors.setOffline(hostname, incarnation: incarnation)
                transaction.ringAfterCommit()
            }
        } catch {
            surroundings.logger.warning("the conductor could not sign off", metadata: ["error": "\(error)"])
        }
    }
}
