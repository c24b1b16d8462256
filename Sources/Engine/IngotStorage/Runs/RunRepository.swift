import IngotModel

/// The executions of plans. The schema itself allows at most one active run per node.
package struct RunRepository {
    let connection: any Connection
    let leases: LeaseRepository
    let outbox: EventOutbox

    /// - Throws: ``StorageError/duplicate(entity:field:value:)`` for `node_uuid` when the node has an active run,
    ///   ``StorageError/dangling(entity:)`` when there is no such node.
    package func insert(_ run: Run) throws {
        try Table.runs.insert(run, on: connection)
    }

    package func find(_ id: RunID) throws -> Run? {
        try Table.runs.first(" WHERE uuid = \(id)", on: connection)
    }

    /// The node's running or suspended run.
    package func active(_ node: NodeID) throws -> Run? {
        try Table.runs.first(" WHERE \(Self.isActive(on: node))", on: connection)
    }

    /// The node's latest runs, the newest last, as far as they can be read.
    package func list(_ node: NodeID, limit: Int) throws -> [Run] {
        try Table.runs.readable(
            " WHERE node_uuid = \(node) ORDER BY started_at DESC, uuid DESC LIMIT \(limit)", on: connection
        ).reversed()
    }

    /// Writes state, plan, position, times and error of a run that the lease's holder works on; the stream tells its
    /// end. What is over stays as it ended.
    ///
    /// - Throws: `LeaseLost`, also where somebody else has ended the run.
    package func update(_ run: Run, under lease: Lease) throws {
        try leases.check(lease)
        let fixed: Set = [
            "node_uuid", "kind", "requested_at", "started_at", "driver", "resource_class", "hardware_model", "image",
            "owner", "lessee",
        ]
        let target: SQL = " WHERE uuid = \(run.id) AND \(Self.isActive(on: lease.node))"
        guard try Table.runs.update(run, leaving: fixed, target, on: connection) else {
            throw LeaseLost(node: lease.node, fence: lease.fence)
        }
        if run.state.isOver { try tellEnd(of: run) }
    }

    private func tellEnd(of run: Run) throws {
        guard let node = try connection.row("SELECT owner, lessee FROM node WHERE uuid = \(run.node)") else { return }
        let end = run.finishedAt ?? run.startedAt
        outbox.append(
            Event(
                .runEnded, at: end, node: run.node, owner: try node.value("owner", in: "node"),
                lessee: try node.value("lessee", in: "node"),
                body: [
                    "run": .string(run.id.text), "verb": .string(run.plan.verb), "state": .string(run.state.rawValue),
                    "duration_seconds": .double((end - run.startedAt).inSeconds),
                ]))
    }

    /// Brings forward the moment at which the node's suspended run is looked at; false when there is none.
    ///
    /// Needs no lease: it changes nothing but how soon somebody looks.
    @discardableResult
    package func wake(_ node: NodeID, at moment: Timestamp) throws -> Bool {
        try connection.execute(
            """
            UPDATE run SET wake_at = CASE WHEN wake_at < \(moment) THEN wake_at ELSE \(moment) END
            WHERE node_uuid = \(node) AND state = 'suspended'
            """) > 0
    }

    /// Forgets so many of the runs that were over before a moment, with their journals; tells how many.
    package func prune(before moment: Timestamp, limit: Int) throws -> Int {
        try connection.execute(
            "DELETE FROM run WHERE uuid IN (SELECT uuid FROM run WHERE finished_at < \(moment) LIMIT \(limit))")
    }
}
