import Synchronization

/// How many of one kind of costly call may be under way at the same time.
final class CallSlots: Sendable {
    private let limit: Int
    private let refusal: APIError
    private let taken = Mutex(0)

    /// - Parameter refusal: what callers are told when all are taken.
    init(limit: Int, refusal: APIError) {
        self.limit = limit
        self.refusal = refusal
    }

    /// One of the slots; it is free again when the last reference to it is gone, whatever becomes of the call.
    final class Slot: Sendable {
        private let slots: CallSlots

        fileprivate init(_ slots: CallSlots) { self.slots = slots }

        deinit { slots.taken.withLock { $0 -= 1 } }
    }

    /// - Throws: ``APIError`` (503) where all are taken.
    func take() throws -> Slot {
        let isFree = taken.withLock { taken in
            guard taken < limit else { return false }
            taken += 1
            return true
        }
        guard isFree else { throw refusal }
        return Slot(self)
    }
}
