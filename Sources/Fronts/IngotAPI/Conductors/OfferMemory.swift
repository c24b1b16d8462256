import IngotModel
import IngotStorage
import Synchronization

/// What conductors offer together, read anew only when one of them comes or goes.
///
/// A conductor's offers stay the same for the whole of its life, so the lives tell whether anything has changed.
final class OfferMemory: Sendable {
    private let state = Mutex<(lives: [String], offers: [OfferedInterface])>(([], []))

    /// - Parameter moment: since when these conductors were seen.
    func offers(
        of conductors: [ConductorRecord], since moment: Timestamp, _ transaction: Transaction
    ) throws -> [OfferedInterface] {
        let lives = conductors.map(\.incarnation)
        let known = state.withLock { $0.lives == lives ? $0.offers : nil }
        if let known { return known }
        let offers = try transaction.conductors.offers(since: moment)
        state.withLock { $0 = (lives, offers) }
        return offers
    }
}
