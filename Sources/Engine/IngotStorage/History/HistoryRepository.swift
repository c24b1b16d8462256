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

    /// Forgets what happened before a moment, but for the newest `keeping` entries of each node; tells how many.
    @discardableResult
    package func prune(before moment: Timestamp, keeping: Int = 0) throws -> Int {
        try connection.execute(
            """
            DELETE FROM node_history WHERE uuid IN (
            SELECT uuid FROM (
            SELECT uuid, created_at, ROW_NUMBER() OVER (PARTITION BY node_uuid ORDER BY created_at DESC, uuid DESC) AS place
            FROM node_history) AS placed WHERE place > \(keeping) AND created_at < \(moment))
            """)
    }
}
