import IngotModel

extension NodeRepository {
    /// Has others who ask for the same node, or change it, wait until this transaction has ended.
    package func lock(_ id: NodeID) throws {
        _ = try connection.rows("SELECT uuid FROM node WHERE uuid = \(id)\(connection.dialect.rowLock)")
    }
}
