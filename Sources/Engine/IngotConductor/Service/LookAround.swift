import IngotModel
import IngotStorage
import Logging

/// Reads what is to be done now, as much as there is room for, and when to look again.
struct LookAround: Sendable {
    let surroundings: Surroundings
    let inFlight: InFlight
    let membership: Membership
    let departure: Departure

    func agenda() async -> Agenda {
        let now = surroundings.clock.now
        do {
            return try await surroundings.store.read { try agenda($0, at: now) }
        } catch {
            surroundings.logger.error("the database cannot be read; tried again soon", metadata: ["error": "\(error)"])
            return Agenda(pause: surroundings.settings.pollInterval)
        }
    }

    private func agenda(_ transaction: Transaction, at now: Timestamp) throws -> Agenda {
        let settings = surroundings.settings
        let view = try membership.view(transaction, at: now)
        var agenda = Agenda(
            pause: pause(until: [view.nextExpiry, try transaction.runs.nextMoment(after: now)], at: now))
        // A host whose clock is wrong has left the ring.
        guard surroundings.mayShareWork else { return agenda }
        agenda.hasStranded = view.hasStranded
        let room = settings.maximumConcurrency - inFlight.count
        guard room > 0, !view.isDraining, !departure.isAsked else { return agenda }
        let search = WorkSearch(
            transaction: transaction, view: view, settings: settings,
            hardwareTypes: surroundings.catalog.types.map(\.name), now: now, isUnderWay: inFlight.contains,
            unreadable: surroundings.unreadable, logger: surroundings.logger)
        let due = try search.dueRuns()
        agenda.doubtsLeases = due.contains {
            inFlight.contains($0.id.text) && surroundings.leases.holds($0.node)
        }
        agenda.items = Agenda.dealt(
            [
                try search.requests(atMost: room).map(Agenda.Item.request),
                try search.runs(due, atMost: room).map(Agenda.Item.run),
                try search.waiting(atMost: room).map(Agenda.Item.request),
            ], room: room)
        return agenda
    }

    /// Until the first of some moments, at most the poll interval, and short enough that no lease is taken and runs out
    /// between two looks.
    private func pause(until moments: [Timestamp?], at now: Timestamp) -> Duration {
        let longest = min(surroundings.settings.pollInterval, surroundings.settings.leaseDuration)
        let next = moments.compactMap { $0 }.min().map { $0 - now } ?? longest
        return max(Self.shortestPause, min(longest, next))
    }

    /// Keeps what is due but cannot be taken from turning the loop into a spin.
    private static let shortestPause = Duration.milliseconds(20)
}
