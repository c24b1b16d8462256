import IngotModel

/// Requests that a conductor had claimed when it died.
extension RequestRepository {
    /// Whether a request is claimed by somebody else than those who live, and the node is not held for it any more.
    package func hasStranded(living: [String], at now: Timestamp) throws -> Bool {
        try connection.exists("SELECT 1 AS found FROM node_request WHERE \(stranded(living, now)) LIMIT 1")
    }

    /// Queues them again; tells how many.
    @discardableResult
    package func releaseStranded(living: [String], at now: Timestamp) throws -> Int {
        try connection.execute(
            "UPDATE node_request SET state = 'queued', claimed_by = NULL WHERE \(stranded(living, now))")
    }

    /// While the lease of the dead lasts, whoever took the request up would only be refused.
    private func stranded(_ living: [String], _ now: Timestamp) -> SQL {
        """
        state = 'claimed' AND claimed_by NOT IN \(list: living)
        AND NOT EXISTS (SELECT 1 FROM lease WHERE lease.node_uuid = node_request.node_uuid
        AND lease.holder = node_request.claimed_by AND lease.expires_at > \(now))
        """
    }
}
