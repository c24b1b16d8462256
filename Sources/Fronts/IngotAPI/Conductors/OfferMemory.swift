import IngotModel
import IngotStorage
import Synchronization

/// What the living conductors offer together, read anew only when one of them comes or goes.
///
/// A conductor's offers stay the same for the whole of its life, so the lives tell whether anything has changed. That
/// is a row a conductor to read for each new node, instead of one for each interface that they offer.
final class OfferMemory: Sendable {
    private let state = Mutex<(lives: [String], offers: [OfferedInterface])>(([], []))

    /// - Parameter moment: conductors that were not seen since offer nothing.
    func offers(since moment: Timestamp, _ transaction: Transaction) throws -> [OfferedInterface] {
        let lives = try transaction.conductors.lives(since: moment)
        let known = state.withLock { $0.lives == lives ? $0.offers : nil }
        if let known { return known }
        let offers = try transaction.conductors.offers(since: moment)
        state.withLock { $0 = (lives, offers) }
        return offers
    }
}
