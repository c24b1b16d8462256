import IngotModel

/// Requests that a conductor has claimed and will not answer any more.
///
/// A claim is only ever committed alone by calls that act on the machine, and then together with the node's lease;
/// whatever else is claimed is answered in the same transaction. So a claim without its lease is nobody's, whoever
/// lives.
extension RequestRepository {
    /// Whether a request is claimed, and the node is not held for it any more.
    package func hasStranded(at now: Timestamp) throws -> Bool {
        try connection.exists("SELECT 1 AS found FROM node_request WHERE \(stranded(now)) LIMIT 1")
    }

    /// Refuses them all, as nobody knows how far each came, and a machine must not be told twice; tells how many.
    @discardableResult
    package func refuseStranded(_ reply: JSONValue, at now: Timestamp) throws -> Int {
        try connection.execute(
            """
            UPDATE node_request SET state = 'refused', reply = \(reply), arguments = '{}' WHERE \(stranded(now))
            """)
    }

    /// Answers a request as far as it is still claimed by this conductor; false where it was refused as stranded
    /// meanwhile.
    @discardableResult
    package func answer(
        _ id: RequestID, claimedBy holder: String, state: NodeRequest.State, reply: JSONValue
    ) throws -> Bool {
        try connection.execute(
            """
            UPDATE node_request SET state = \(state), reply = \(reply), arguments = '{}'
            WHERE uuid = \(id) AND state = 'claimed' AND claimed_by = \(holder)
            """) > 0
    }

    private func stranded(_ now: Timestamp) -> SQL {
        """
        state = 'claimed' AND NOT EXISTS (SELECT 1 FROM lease WHERE lease.node_uuid = node_request.node_uuid
        AND lease.holder = node_request.claimed_by AND lease.expires_at > \(now))
        """
    }
}
