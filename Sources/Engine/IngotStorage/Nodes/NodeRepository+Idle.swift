import IngotModel

extension NodeRepository {
    /// A page of nodes that have no run under way and that nobody holds, by identifier.
    ///
    /// - Parameter marker: the last node of the page before, which may be gone.
    package func idle(
        _ filter: IdleNodeFilter, at now: Timestamp, after marker: NodeID? = nil, limit: Int
    ) throws -> [NodeGlance] {
        let beyond: SQL? = marker.map { "node.uuid > \($0)" }
        let range = SQL.filter([beyond].compactMap { $0 } + filter.conditions + Self.idleness(at: now))
        return try Table.glances.all("\(range) ORDER BY node.uuid LIMIT \(limit)", on: connection)
            .map(NodeGlance.init)
    }

    private static func idleness(at now: Timestamp) -> [SQL] {
        [
            """
            NOT EXISTS (SELECT 1 FROM lease WHERE lease.node_uuid = node.uuid
            AND lease.holder IS NOT NULL AND lease.expires_at > \(now))
            """,
            "NOT EXISTS (SELECT 1 FROM run WHERE run.node_uuid = node.uuid AND run.state IN ('running', 'suspended'))",
        ]
    }
}
