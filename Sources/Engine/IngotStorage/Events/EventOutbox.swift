import IngotModel

/// The events of one transaction, on their way into the stream.
///
/// They are written when everything else has been: giving out sequences takes a lock on PostgreSQL, which so is taken
/// after all others and held for the shortest time, as it travels with the commit. Nobody who holds it waits for
/// anything.
final class EventOutbox {
    private(set) var events: [Event] = []

    func append(_ event: Event) { events.append(event) }

    /// Writes the events into the stream; true when there were any.
    @discardableResult
    func send(on connection: any Connection) throws -> Bool {
        guard !events.isEmpty else { return false }
        try connection.lockEventStream()
        var rest = events[...]
        while !rest.isEmpty {
            // Numbers that are powers of two need but a few statements to be prepared.
            var count = 1
            while 2 * count <= min(rest.count, Self.mostOfOneStatement) { count *= 2 }
            try Self.insert(rest.prefix(count), on: connection)
            rest = rest.dropFirst(count)
        }
        events = []
        return true
    }

    private static func insert(_ events: some Sequence<Event>, on connection: any Connection) throws {
        let rows = events.map { event -> SQL in
            """
            (\(event.kind), \(event.at), \(event.node.stored), \(event.owner.stored), \(event.lessee.stored),
            \(event.body))
            """
        }
        try connection.postpone(
            "INSERT INTO event (kind, at, node_uuid, owner, lessee, body) VALUES \(SQL.joined(rows, by: ", "))")
    }

    private static let mostOfOneStatement = 16
}

extension Connection {
    /// Makes writers of events take turns until they commit, so that sequences are committed in their order: a reader
    /// who has seen one never finds a lower one later. One writer at a time is all that SQLite has anyway.
    fileprivate func lockEventStream() throws {
        guard let lock = dialect.eventLock else { return }
        try postpone(lock)
    }
}
