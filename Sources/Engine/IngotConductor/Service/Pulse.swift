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

    /// Beats until the task is cancelled; sooner again after a beat that the database did not hear.
    func run() async {
        let settings = surroundings.settings
        let interval = min(settings.heartbeatInterval, settings.leaseDuration / 3)
        var pause = interval
        while !Task.isCancelled {
            do { try await surroundings.timer.sleep(for: pause) } catch { return }
            pause = await beat() ? interval : min(interval, settings.pollInterval)
        }
    }

    /// - Returns: whether the database has heard it.
    @discardableResult
    func beat() async -> Bool {
        let (hostname, incarnation) = (surroundings.settings.hostname, surroundings.incarnation)
        let (now, keeper, departs) = (surroundings.clock.now, surroundings.leases, departure.isAsked)
        let isOnline = !(departs || membership.latest.isDraining) || !inFlight.isEmpty
        do {
            let (isKnown, renewal) = try await surroundings.store.writeUrgently { transaction in
                if departs { try transaction.conductors.setDraining(hostname, true) }
                return (
                    try transaction.conductors.touch(
                        hostname, incarnation: incarnation, at: now, isOnline: isOnline),
                    try keeper.renew(in: transaction, at: now)
                )
            }
            keeper.note(renewal)
            if !isKnown { warnOfNamesake(hostname) }
            return true
        } catch {
            surroundings.logger.error(
                "the conductor's sign of life was not written, nor its leases renewed; tried again soon",
                metadata: ["error": "\(error)"])
            return false
        }
    }

    private func warnOfNamesake(_ hostname: String) {
        surroundings.logger.error(
            "another conductor has taken this one's name; give each its own conductor.hostname",
            metadata: ["conductor": "\(hostname)"])
    }
}
