import IngotModel
import Synchronization

/// Keeps values for a while, and at most so many of them: the oldest makes room for the newest.
final class ExpiringCache<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private struct Entry {
        let value: Value
        let stored: Timestamp
        let expires: Timestamp
    }

    private struct State {
        var entries: [Key: Entry] = [:]
        /// Keys in the order in which they were stored; those stored again stand here twice.
        var order: [(key: Key, stored: Timestamp)] = []
        var first = 0
    }

    private let capacity: Int
    private let state = Mutex(State())

    init(capacity: Int) { self.capacity = max(1, capacity) }

    /// The value, unless it has expired; one that seems to come from the future, as after a clock was set back, has.
    func value(_ key: Key, at now: Timestamp) -> Value? {
        state.withLock { state in
            guard let entry = state.entries[key] else { return nil }
            guard now >= entry.stored, now < entry.expires else {
                state.entries[key] = nil
                return nil
            }
            return entry.value
        }
    }

    func store(_ value: Value, for key: Key, at now: Timestamp, until expires: Timestamp) {
        guard expires > now else { return }
        state.withLock { state in
            state.entries[key] = Entry(value: value, stored: now, expires: expires)
            state.order.append((key, now))
            while state.entries.count > capacity || state.order.count - state.first > 2 * capacity {
                let oldest = state.order[state.first]
                state.first += 1
                if state.entries[oldest.key]?.stored == oldest.stored { state.entries[oldest.key] = nil }
            }
            if state.first > capacity {
                state.order.removeFirst(state.first)
                state.first = 0
            }
        }
    }

    func remove(_ key: Key) { state.withLock { $0.entries[key] = nil } }

    var count: Int { state.withLock(\.entries.count) }
}
