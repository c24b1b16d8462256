import AsyncToolkit
import IngotModel
import IngotStorage

/// Reads on in the stream of events, page by page: nothing is kept but the place where it stands.
struct EventReader: Sendable {
    /// What came of one look.
    enum Finding: Sendable {
        /// Events in their order, perhaps none of those that were let through; and whether more are waiting.
        case events([Event], hasMore: Bool)
        /// Events that the reader has not seen are gone; it goes on after this one.
        case gap(missedUpTo: Int64)
    }

    let store: Store
    let filter: EventFilter
    /// How many events one look reads.
    let pageSize: Int
    /// The last event that was read.
    private(set) var position: Int64

    /// Begins after the event that the caller has seen, or with what comes next.
    init(store: Store, filter: EventFilter, pageSize: Int, after seen: Int64?) async throws {
        self.store = store
        self.filter = filter
        self.pageSize = pageSize
        position = if let seen { seen } else { try await store.read { try $0.events.last() } }
    }

    /// Reads the next page.
    mutating func look() async throws -> Finding {
        let (seen, limit) = (position, pageSize)
        let (events, gap) = try await store.read { transaction in
            let events = try transaction.events.after(seen, limit: limit)
            return (events, try Self.gap(after: seen, before: events.first, transaction))
        }
        if let gap {
            position = gap
            return .gap(missedUpTo: gap)
        }
        position = events.last?.sequence ?? position
        return .events(events.filter(filter.lets), hasMore: events.count == limit)
    }

    /// The place before the oldest event that is left, where the reader's own place is gone; a place beyond the newest
    /// event is one in another database, and gone as well.
    private static func gap(after seen: Int64, before next: Event?, _ transaction: Transaction) throws -> Int64? {
        guard let next else {
            let last = try transaction.events.last()
            return last < seen ? last : nil
        }
        guard next.sequence > seen + 1 else { return nil }
        let first = try transaction.events.first()
        return first > seen + 1 ? first - 1 : nil
    }
}
