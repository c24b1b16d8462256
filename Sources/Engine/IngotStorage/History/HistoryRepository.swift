import IngotModel

/// What happened to nodes: entries are added and never changed.
package struct HistoryRepository {
    let connection: any Connection

    /// - Throws: ``StorageError/dangling(entity:)`` when there is no such node.
    package func append(_ entry: HistoryEntry) throws {
        try Table.history.insert(entry, on: connection)
    }

    package func find(_ id: HistoryEntryID, of node: NodeID) throws -> HistoryEntry? {
        try Table.history.first(" WHERE uuid = \(id) AND node_uuid = \(node)", on: connection)
    }

    /// One page.
    ///
    /// - Throws: ``StorageError/missing(entity:id:)`` when the marker is not there (any more),
    ///   ``StorageError/unsortable(entity:column:)``.
    package func list(_ listing: Listing<HistoryFilter>) throws -> [HistoryEntry] {
        try Page(of: .history, listing).entities(on: connection)
    }

    /// Nodes to which something happened before a moment, by UUID, page by page.
    package func nodes(before moment: Timestamp, after last: NodeID? = nil, limit: Int) throws -> [NodeID] {
        let rest: SQL = last.map { "uuid > \($0) AND " } ?? ""
        return try connection.rows(
            """
            SELECT uuid FROM node WHERE \(rest)EXISTS (SELECT 1 FROM node_history
            WHERE node_history.node_uuid = node.uuid AND node_history.created_at < \(moment)) ORDER BY uuid LIMIT \(limit)
            """
        ).map { try $0.value("uuid", in: "node") }
    }

    /// Forgets so much of what happened to some nodes before a moment, but for the newest `keeping` entries of each;
    /// tells how much.
    package func prune(_ nodes: [NodeID], before moment: Timestamp, keeping: Int, limit: Int) throws -> Int {
        try connection.execute(
            """
            DELETE FROM node_history WHERE uuid IN (
            SELECT uuid FROM (
            SELECT uuid, created_at, ROW_NUMBER() OVER (PARTITION BY node_uuid ORDER BY created_at DESC, uuid DESC) AS place
            FROM node_history WHERE node_uuid IN \(list: nodes)) AS placed
            WHERE place > \(keeping) AND created_at < \(moment) LIMIT \(limit))
            """)
    }
}
