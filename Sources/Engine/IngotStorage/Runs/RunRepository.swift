import IngotModel

/// The executions of plans. The schema itself allows at most one active run per node.
package struct RunRepository {
    let connection: any Connection
    let leases: LeaseRepository

    /// - Throws: ``StorageError/duplicate(field:value:)`` for `node_uuid` when the node has an active run,
    ///   ``StorageError/dangling(entity:)`` when there is no such node.
    package func insert(_ run: Run) throws {
        try Table.runs.insert(run, on: connection)
    }

    package func find(_ id: RunID) throws -> Run? {
        try Table.runs.first(" WHERE uuid = \(id)", on: connection)
    }

    /// The node's running or suspended run.
    package func active(_ node: NodeID) throws -> Run? {
        try Table.runs.first(" WHERE node_uuid = \(node) AND state IN ('running', 'suspended')", on: connection)
    }

    /// The node's latest runs, the newest last.
    package func list(_ node: NodeID, limit: Int) throws -> [Run] {
        try Table.runs.all(
            " WHERE node_uuid = \(node) ORDER BY started_at DESC, uuid DESC LIMIT \(limit)", on: connection
        ).reversed()
    }

    /// Writes state, plan, position, times and error of a run that the lease's holder works on.
    ///
    /// - Throws: `LeaseLost`, ``StorageError/missing(entity:id:)``.
    package func update(_ run: Run, under lease: Lease) throws {
        try leases.check(lease)
        let fixed: Set = [
            "node_uuid", "kind", "requested_at", "started_at", "driver", "resource_class", "hardware_model",
        ]
        let target: SQL = " WHERE uuid = \(run.id) AND node_uuid = \(lease.node)"
        guard try Table.runs.update(run, leaving: fixed, target, on: connection) else {
            throw StorageError.missing(entity: "run", id: run.id.text)
        }
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

    /// Runs that need somebody: suspended ones whose time or deadline has come, and orphans, whose conductor let the
    /// lease run out. Only runs of these hardware types and this conductor group, and of nodes that nobody holds.
    package func due(_ now: Timestamp, hardwareTypes: [String], group: String, limit: Int) throws -> [Run] {
        try Table.runs.all(
            """
             WHERE (state = 'running' OR (state = 'suspended' AND (wake_at <= \(now) OR deadline <= \(now))))
             AND EXISTS (SELECT 1 FROM node WHERE node.uuid = run.node_uuid AND node.driver IN \(list: hardwareTypes)
             AND node.conductor_group = \(group))
             AND NOT EXISTS (SELECT 1 FROM lease WHERE lease.node_uuid = run.node_uuid
             AND lease.holder IS NOT NULL AND lease.expires_at > \(now))
             ORDER BY COALESCE(wake_at, deadline, started_at), uuid LIMIT \(limit)
            """, on: connection)
    }

    /// The next moment at which a suspended run of a node that nobody holds wants to be looked at.
    package func nextWake(_ now: Timestamp) throws -> Timestamp? {
        let earliest: SQL = """
            SELECT MIN(wake_at) AS wake, MIN(deadline) AS deadline FROM run WHERE state = 'suspended'
            AND NOT EXISTS (SELECT 1 FROM lease WHERE lease.node_uuid = run.node_uuid
            AND lease.holder IS NOT NULL AND lease.expires_at > \(now))
            """
        guard let row = try connection.row(earliest) else { return nil }
        let moments: [Timestamp?] = [try row.value("wake", in: "run"), try row.value("deadline", in: "run")]
        return moments.compactMap { $0 }.min()
    }

    /// Forgets runs that were over before a moment, with their journals; tells how many.
    @discardableResult
    package func prune(before moment: Timestamp) throws -> Int {
        try connection.execute("DELETE FROM run WHERE finished_at < \(moment)")
    }
}
