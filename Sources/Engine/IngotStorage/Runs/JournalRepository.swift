import IngotModel

/// What runs did: entries are added and never changed.
package struct JournalRepository {
    let connection: any Connection
    let leases: LeaseRepository
    let outbox: EventOutbox

    /// Adds the next entry of a run.
    ///
    /// - Parameter lease: the lease under which the writer acts; nil only for what is merely observed.
    /// - Throws: `LeaseLost`, ``StorageError/missing(entity:id:)`` when there is no such run.
    @discardableResult
    package func append(
        _ run: RunID, kind: JournalEntry.Kind, at moment: Timestamp, stepIndex: Int? = nil, ticket: JSONValue? = nil,
        detail: String? = nil, under lease: Lease?
    ) throws -> JournalEntry {
        if let lease { try leases.check(lease) }
        // Locking the run's row puts writers in a queue, so that each sees the other's number.
        let query: SQL = """
            SELECT node_uuid, (SELECT owner FROM node WHERE node.uuid = run.node_uuid) AS owner,
            (SELECT lessee FROM node WHERE node.uuid = run.node_uuid) AS lessee
            FROM run WHERE uuid = \(run)\(connection.dialect.rowLock)
            """
        guard let row = try connection.row(query) else {
            throw StorageError.missing(entity: "run", id: run.text)
        }
        let entry = JournalEntry(
            run: run, sequence: try lastSequence(run) + 1, at: moment, kind: kind, stepIndex: stepIndex,
            ticket: ticket, detail: detail)
        try Table.journal.insert(entry, on: connection)
        outbox.append(
            Event(
                entry, node: try row.value("node_uuid", in: "run"), owner: try row.value("owner", in: "node"),
                lessee: try row.value("lessee", in: "node")))
        return entry
    }

    /// The run's entries in their order.
    package func entries(_ run: RunID) throws -> [JournalEntry] {
        try Table.journal.all(" WHERE run_uuid = \(run) ORDER BY sequence", on: connection)
    }

    /// The entries of several runs, in one query, each run's in their order.
    package func entries(runs: [RunID]) throws -> [JournalEntry] {
        try Table.journal.all(" WHERE run_uuid IN \(list: runs) ORDER BY run_uuid, sequence", on: connection)
    }

    /// The newest entry about a step.
    package func last(_ run: RunID, stepIndex: Int) throws -> JournalEntry? {
        try Table.journal.first(
            " WHERE run_uuid = \(run) AND step_index = \(stepIndex) AND kind <> 'observed' ORDER BY sequence DESC LIMIT 1",
            on: connection)
    }

    private func lastSequence(_ run: RunID) throws -> Int {
        let query: SQL = "SELECT COALESCE(MAX(sequence), 0) AS newest FROM journal WHERE run_uuid = \(run)"
        return try connection.row(query)?.value("newest", in: "journal", as: Int.self) ?? 0
    }
}

extension Event {
    /// What the stream tells of a journal entry. Tickets are the conductor's own and stay out.
    fileprivate init(_ entry: JournalEntry, node: NodeID, owner: String?, lessee: String?) {
        let body: JSONValue = [
            "run": .string(entry.run.text), "sequence": JSONValue(entry.sequence), "kind": .string(entry.kind.rawValue),
            "step_index": JSONValue(entry.stepIndex), "detail": JSONValue(entry.detail),
        ]
        self.init(.timeline, at: entry.at, node: node, owner: owner, lessee: lessee, body: body)
    }
}
