import IngotModel

/// What tells whether anything that answers show of a node has changed: equal stamps, equal answers.
///
/// Made for serving lists from representations that were made before: reading the stamps of a page takes a fraction of
/// the time that reading its nodes takes.
package struct NodeStamp: Sendable, Hashable {
    package var node: NodeID
    /// Tells a node from an earlier one with the same identifier, whose revisions began alike.
    package var createdAt: Timestamp
    /// The node's revision, which counts its changes.
    package var revision: Int64
    /// Counts the changes of the agent's record, heartbeats included; 0 where there is none.
    package var agentChanges: Int64
    /// The fence of the lease under which the node is held at this moment; nil where it is free.
    package var heldFence: Int64?
    // What policies know of the node.
    package var owner: String?
    package var lessee: String?
    package var resourceClass: String?
}

extension NodeRepository {
    /// The stamps of one page of nodes, in the page's order: one query, with nothing decoded but numbers and
    /// identifiers.
    ///
    /// - Throws: ``StorageError/missing(entity:id:)`` when the marker is not there (any more).
    package func stamps(_ query: NodeQuery, at now: Timestamp) throws -> [NodeStamp] {
        try Page(of: .nodes, query.listing).rows(stampSelection(at: now), on: connection).map(stamp)
    }

    /// The stamp of one node.
    package func stamp(_ id: NodeID, at now: Timestamp) throws -> NodeStamp? {
        try connection.row("\(stampSelection(at: now)) WHERE node.uuid = \(id)").map(stamp)
    }

    package func stamp(name: String, at now: Timestamp) throws -> NodeStamp? {
        try connection.row("\(stampSelection(at: now)) WHERE node.name = \(name)").map(stamp)
    }

    private func stampSelection(at now: Timestamp) -> SQL {
        """
        SELECT node.uuid, node.created_at, node.revision, node.owner, node.lessee, node.resource_class, agent_record.changes,
        CASE WHEN lease.holder IS NOT NULL AND lease.expires_at > \(now) THEN lease.fence END AS fence
        FROM node LEFT JOIN agent_record ON agent_record.node_uuid = node.uuid
        LEFT JOIN lease ON lease.node_uuid = node.uuid
        """
    }

    private func stamp(_ row: Row) throws -> NodeStamp {
        NodeStamp(
            node: try row.value("uuid", in: "node"), createdAt: try row.value("created_at", in: "node"),
            revision: try row.value("revision", in: "node"),
            agentChanges: try row.value("changes", in: "agent_record", as: Int64?.self) ?? 0,
            heldFence: try row.value("fence", in: "lease"), owner: try row.value("owner", in: "node"),
            lessee: try row.value("lessee", in: "node"), resourceClass: try row.value("resource_class", in: "node"))
    }
}
