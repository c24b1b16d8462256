import IngotModel

extension LeaseRepository {
    /// Takes the lease from its holder: the fence grows, so that its next write is refused.
    ///
    /// - Returns: false where the node has another lease by now, or none.
    package func takeAway(_ lease: Lease) throws -> Bool {
        try connection.execute(
            """
            UPDATE lease SET holder = NULL, incarnation = NULL, purpose = NULL, since = NULL, expires_at = NULL,
            fence = fence + 1 WHERE node_uuid = \(lease.node) AND fence = \(lease.fence) AND holder IS NOT NULL
            """) > 0
    }

    /// When the first lease of somebody else runs out, unless it is renewed.
    package func nextExpiry(after now: Timestamp, notOf incarnation: String) throws -> Timestamp? {
        let earliest: SQL = """
            SELECT expires_at FROM lease WHERE expires_at > \(now) AND incarnation <> \(incarnation)
            ORDER BY expires_at LIMIT 1
            """
        return try connection.row(earliest)?.value("expires_at", in: "lease")
    }
}
