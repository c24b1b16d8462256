import IngotModel

/// What was seen of machines meanwhile. Whoever sees something of one, such as the boot services, tells it here.
extension JournalRepository {
    /// Adds what was seen of a node's machine to the run that is under way on it; false where there is none.
    ///
    /// Needs no lease: it moves nothing.
    @discardableResult
    package func observe(_ observation: Observation, of node: NodeID, at moment: Timestamp) throws -> Bool {
        let runs = RunRepository(connection: connection, leases: leases, outbox: outbox)
        guard let run = try runs.standing(node) else { return false }
        try append(
            run.id, kind: .observed, at: moment, stepIndex: run.position, ticket: observation.ticket,
            detail: observation.text, under: nil)
        return true
    }

    /// What was seen during one step of a run, the newest first.
    package func observations(_ run: RunID, stepIndex: Int, limit: Int) throws -> [JournalEntry] {
        try Table.journal.all(
            """
             WHERE run_uuid = \(run) AND step_index = \(stepIndex) AND kind = 'observed'
             ORDER BY sequence DESC LIMIT \(limit)
            """, on: connection)
    }

    /// When a step of a run was first begun; nil where it was not.
    package func begun(_ run: RunID, stepIndex: Int) throws -> Timestamp? {
        try Table.journal.first(
            " WHERE run_uuid = \(run) AND step_index = \(stepIndex) AND kind = 'started' ORDER BY sequence LIMIT 1",
            on: connection)?.at
    }
}
