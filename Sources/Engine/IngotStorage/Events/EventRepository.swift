import IngotModel

/// The stream of events: added with what they tell of, in one transaction, and read in the order of their sequence.
package struct EventRepository {
    let connection: any Connection
    let outbox: EventOutbox

    /// Adds an event; it is in the stream once the transaction has committed.
    package func append(_ event: Event) { outbox.append(event) }

    /// The events that follow a sequence, the oldest first.
    ///
    /// - Parameters:
    ///   - node: only those of this node.
    ///   - project: only those of nodes whose owner or lessee this project was at that time.
    package func after(_ sequence: Int64, limit: Int, node: NodeID? = nil, project: String? = nil) throws -> [Event] {
        let conditions = [
            "sequence > \(sequence)", SQL.equals("node_uuid", node), SQL.belongs(to: project),
        ].compactMap { $0 }
        return try connection.rows(
            """
            SELECT sequence, kind, at, node_uuid, owner, lessee, body FROM event\(SQL.filter(conditions))
            ORDER BY sequence LIMIT \(limit)
            """
        ).map { row in
            Event(
                try row.value("kind", in: "event"), at: try row.value("at", in: "event"),
                node: try row.value("node_uuid", in: "event"), owner: try row.value("owner", in: "event"),
                lessee: try row.value("lessee", in: "event"), body: try row.value("body", in: "event"),
                sequence: try row.value("sequence", in: "event"))
        }
    }

    /// The sequence of the newest event; 0 when there is none.
    package func last() throws -> Int64 {
        try edge("MAX(sequence)")
    }

    /// The sequence of the oldest event that is still there; 0 when there is none. Who wants to go on from before it
    /// has missed some.
    package func first() throws -> Int64 {
        try edge("MIN(sequence)")
    }

    /// Forgets so many of the events from before a moment, the oldest first; tells how many. The newest stays, so that
    /// sequences go on from it.
    package func prune(before moment: Timestamp, limit: Int) throws -> Int {
        try connection.execute(
            """
            DELETE FROM event WHERE sequence IN (SELECT sequence FROM event WHERE at < \(moment)
            AND sequence < (SELECT MAX(sequence) FROM event) ORDER BY at LIMIT \(limit))
            """)
    }

    private func edge(_ aggregate: SQL) throws -> Int64 {
        try connection.row("SELECT COALESCE(\(aggregate), 0) AS edge FROM event")?.value("edge", in: "event") ?? 0
    }
}
