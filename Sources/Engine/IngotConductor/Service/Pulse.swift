import IngotModel
import IngotStorage
import Logging

/// Says that this conductor lives and renews its leases, in one transaction that waits behind no work.
///
/// In one, so that whoever takes a conductor for dead also finds its leases at their end.
struct Pulse: Sendable {
    let surroundings: Surroundings
    let inFlight: InFlight
    let membership: Membership
    let departure: Departure

    /// Beats until the task is cancelled; sooner after a beat that the database did not hear, and at once when a drain
    /// begins or is taken back.
    func run() async {
        let settings = surroundings.settings
        let interval = min(settings.heartbeatInterval, settings.leaseDuration / 3)
        var pause = interval
        // A drain may have begun before this.
        var seen: UInt64 = 0
        while true {
            await membership.drains.wait(after: seen, atMost: pause, on: surroundings.timer)
            if Task.isCancelled { return }
            seen = membership.drains.rings
            pause = await beat() ? interval : min(interval, settings.pollInterval)
        }
    }

    /// - Returns: whether the database has heard it.
    @discardableResult
    func beat() async -> Bool {
        let (settings, incarnation) = (surroundings.settings, surroundings.incarnation)
        let hostname = settings.hostname
        let (clock, keeper, departs) = (surroundings.clock, surroundings.leases, departure.isAsked)
        let wasRight = surroundings.isClockRight
        let isOnline = !(departs || membership.latest.isDraining) || !inFlight.isEmpty
        do {
            let (namesake, renewal, difference) = try await surroundings.store.write(as: .vital) { transaction in
                let difference = try clock.compare(in: transaction)
                let now = clock.now
                let isKnown = try transaction.conductors.touch(
                    hostname, incarnation: incarnation, at: now, isOnline: isOnline, clock: difference.told(settings))
                // The others hear at once that this one has left the ring, or is back.
                if difference.allowsWork(settings) != wasRight { transaction.ringAfterCommit() }
                if departs { try transaction.conductors.setLeaving(hostname, incarnation: incarnation) }
                let namesake = isKnown ? nil : Namesake(record: try transaction.conductors.find(hostname))
                return (namesake, try keeper.renew(in: transaction, at: now), difference)
            }
            note(difference)
            keeper.note(renewal)
            try await note(namesake)
            return true
        } catch {
            surroundings.logger.error(
                "the conductor's sign of life was not written, nor its leases renewed; tried again soon",
                metadata: ["error": "\(error)"])
            return false
        }
    }

    private func note(_ difference: ClockDifference) {
        let (settings, logger) = (surroundings.settings, surroundings.logger)
        let wasRight = surroundings.isClockRight
        surroundings.clock.note(difference)
        let facts: Logger.Metadata = [
            "clock.ahead_by": "\(difference.ahead)", "conductor": "\(settings.hostname)",
        ]
        if !difference.allowsWork(settings) {
            logger.error(
                "this host's clock is so wrong that its conductor has left the ring; set it by the database's source",
                metadata: facts)
        } else if !wasRight {
            logger.notice(
                "this host's clock is right again; the conductor is on the ring and takes work", metadata: facts)
        } else if difference.isConspicuous {
            logger.warning(
                "this host's clock differs from the database's; set both by the same source", metadata: facts)
        }
    }

    /// Another conductor to which this one's name belongs now, or to which it did until its record was removed.
    private struct Namesake: Sendable {
        let record: ConductorRecord?
    }

    /// Takes no work while another has this one's name, and takes the name back when that one has gone.
    ///
    /// - Throws: ``StorageError`` where it cannot register.
    private func note(_ namesake: Namesake?) async throws {
        let (settings, logger) = (surroundings.settings, surroundings.logger)
        let conductor: Logger.Metadata = ["conductor": "\(settings.hostname)"]
        guard let namesake else { return surroundings.name.isTaken = false }
        surroundings.name.isTaken = true
        let oldest = surroundings.clock.now - settings.leaseDuration
        // One that is drained and idle is not online, and lives.
        if let record = namesake.record, record.isOnline || record.isDraining, record.lastSeen >= oldest {
            return logger.error(
                "another conductor has taken this one's name, and this one takes no work; set conductor.hostname for each",
                metadata: conductor.merging(["since": "\(record.startedAt.iso8601)"]) { $1 })
        }
        guard !departure.isAsked else { return }
        try await Registration(surroundings: surroundings).register()
        surroundings.name.isTaken = false
        logger.notice("the conductor has its name back, as the one that had taken it is gone", metadata: conductor)
    }
}
