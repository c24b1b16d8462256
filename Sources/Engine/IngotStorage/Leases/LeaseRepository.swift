import IngotModel

/// Who may act on which node. One row per node, which outlives each lease, so that the fence never shrinks.
package struct LeaseRepository {
    let connection: any Connection
    let proofs: LeaseProofs

    /// The node's lease, also when it has expired and nobody took it since; nil when it was released.
    package func find(_ node: NodeID) throws -> Lease? {
        try leases("node_uuid = \(node)").first
    }

    /// The leases of several nodes, in one query.
    package func find(_ nodes: [NodeID]) throws -> [NodeID: Lease] {
        let found = try leases("node_uuid IN \(list: nodes)")
        return Dictionary(found.map { ($0.node, $0) }, uniquingKeysWith: { $1 })
    }

    /// Takes the node's lease with the next fence.
    ///
    /// - Returns: nil while there is an unexpired lease, also one of the same holder: two works of one conductor
    ///   exclude each other just as those of two.
    /// - Throws: ``StorageError/dangling(entity:)`` when there is no such node.
    package func acquire(
        _ node: NodeID, holder: String, incarnation: String, purpose: String, now: Timestamp, duration: Duration
    ) throws -> Lease? {
        let expiresAt = now + duration
        let taken: SQL = """
            INSERT INTO lease (node_uuid, holder, incarnation, fence, purpose, since, expires_at)
            VALUES (\(node), \(holder), \(incarnation), 1, \(purpose), \(now), \(expiresAt))
            ON CONFLICT (node_uuid) DO UPDATE SET holder = excluded.holder, incarnation = excluded.incarnation,
            fence = lease.fence + 1, purpose = excluded.purpose, since = excluded.since,
            expires_at = excluded.expires_at
            WHERE lease.holder IS NULL OR lease.expires_at <= excluded.since
            RETURNING fence
            """
        do {
            return try connection.row(taken).map { row in
                Lease(
                    node: node, holder: holder, incarnation: incarnation,
                    fence: try row.value("fence", in: "lease"), purpose: purpose, since: now, expiresAt: expiresAt)
            }
        } catch ConstraintViolation.foreignKey {
            throw StorageError.dangling(entity: "lease")
        }
    }

    /// Keeps the lease until a later moment, also when it has expired and nobody took it.
    ///
    /// - Throws: `LeaseLost`.
    @discardableResult
    package func renew(_ lease: Lease, until moment: Timestamp) throws -> Lease {
        let renewed = try connection.execute("UPDATE lease SET expires_at = \(moment) WHERE \(held(lease))")
        guard renewed > 0 else { throw LeaseLost(node: lease.node, fence: lease.fence) }
        var lease = lease
        lease.expiresAt = moment
        return lease
    }

    /// Makes sure that the lease is still this one, and keeps it so until the transaction ends.
    ///
    /// - Throws: `LeaseLost`.
    package func check(_ lease: Lease) throws {
        guard !proofs.covers(lease) else { return }
        let query: SQL = "SELECT fence FROM lease WHERE \(held(lease))\(connection.dialect.rowLock)"
        guard try connection.exists(query) else { throw LeaseLost(node: lease.node, fence: lease.fence) }
        proofs.add(lease)
    }

    /// Keeps the node's lease as it is until the transaction ends, whoever holds it.
    func lock(_ node: NodeID) throws {
        _ = try connection.rows("SELECT fence FROM lease WHERE node_uuid = \(node)\(connection.dialect.rowLock)")
    }

    /// Lets go of the lease; does nothing when somebody else has taken it.
    package func release(_ lease: Lease) throws {
        try connection.execute("\(release) WHERE \(held(lease))")
        proofs.remove(lease.node)
    }

    /// Lets go of what earlier lives of a conductor held; tells of which nodes.
    package func releaseAll(of holder: String, exceptIncarnation incarnation: String) throws -> [NodeID] {
        try connection.rows(
            "\(release) WHERE holder = \(holder) AND incarnation <> \(incarnation) RETURNING node_uuid"
        ).map { try $0.value("node_uuid", in: "lease") }
    }

    /// The leases that ran out before a moment without being released, the oldest first.
    package func expired(before moment: Timestamp) throws -> [Lease] {
        try leases("expires_at < \(moment) ORDER BY expires_at, node_uuid")
    }

    private var release: SQL {
        "UPDATE lease SET holder = NULL, incarnation = NULL, purpose = NULL, since = NULL, expires_at = NULL"
    }

    private func held(_ lease: Lease) -> SQL {
        """
        node_uuid = \(lease.node) AND fence = \(lease.fence) AND holder = \(lease.holder)
        AND incarnation = \(lease.incarnation)
        """
    }

    private func leases(_ condition: SQL) throws -> [Lease] {
        let query: SQL = """
            SELECT node_uuid, holder, incarnation, fence, purpose, since, expires_at FROM lease
            WHERE holder IS NOT NULL AND \(condition)
            """
        return try connection.rows(query).map { row in
            Lease(
                node: try row.value("node_uuid", in: "lease"), holder: try row.value("holder", in: "lease"),
                incarnation: try row.value("incarnation", in: "lease"), fence: try row.value("fence", in: "lease"),
                purpose: try row.value("purpose", in: "lease"), since: try row.value("since", in: "lease"),
                expiresAt: try row.value("expires_at", in: "lease"))
        }
    }
}
