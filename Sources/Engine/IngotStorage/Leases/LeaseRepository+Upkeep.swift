import IngotModel

extension LeaseRepository {
    /// Lets go of leases that ran out before a moment and stand for nothing: the node has no run under way, or the
    /// conductor's life that took the lease is over. Tells of which nodes.
    ///
    /// - Parameter sighting: conductors that were not seen since are dead.
    package func releaseOrphans(expiredBefore moment: Timestamp, aliveSince sighting: Timestamp) throws -> [NodeID] {
        try connection.rows(
            """
            UPDATE lease SET holder = NULL, incarnation = NULL, purpose = NULL, since = NULL, expires_at = NULL
            WHERE holder IS NOT NULL AND expires_at < \(moment)
            AND (NOT EXISTS (SELECT 1 FROM run WHERE run.node_uuid = lease.node_uuid
            AND run.state IN ('running', 'suspended'))
            OR NOT EXISTS (SELECT 1 FROM conductor WHERE conductor.hostname = lease.holder
            AND conductor.incarnation = lease.incarnation AND conductor.online = 1
            AND conductor.last_seen >= \(sighting)))
            RETURNING node_uuid
            """
        ).map { try $0.value("node_uuid", in: "lease") }
    }
}
