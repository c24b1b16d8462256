import Synchronization

/// How many streams of events may be open at the same time.
final class StreamSlots: Sendable {
    private let limit: Int
    private let taken = Mutex(0)

    init(limit: Int) { self.limit = limit }

    /// One of the slots; it is free again when the last reference to it is gone, whatever becomes of the stream.
    final class Slot: Sendable {
        private let slots: StreamSlots

        fileprivate init(_ slots: StreamSlots) { self.slots = slots }

        deinit { slots.taken.withLock { $0 -= 1 } }
    }

    /// - Throws: ``APIError`` (503) where all are taken.
    func take() throws -> Slot {
        let isFree = taken.withLock { taken in
            guard taken < limit else { return false }
            taken += 1
            return true
        }
        guard isFree else {
            throw APIError.unavailable(
                "All \(limit) streams of events are taken; close one, or raise the setting events.streams",
                code: "too_many_streams", retryAfterSeconds: 30)
        }
        return Slot(self)
    }
}
