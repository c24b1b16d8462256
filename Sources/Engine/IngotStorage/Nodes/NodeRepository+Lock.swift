import IngotModel

extension NodeRepository {
    /// Has others who ask for the same node, or change it, wait until this transaction has ended.
    ///
    /// Whoever locks more than one of them locks a node's lease first, then its active run, then the node, then its
    /// allocation: transactions that did otherwise would wait for each other, until the database ends one of them. The
    /// agent's record and the inventory, too, are written after the run is locked.
    package func lock(_ id: NodeID) throws {
        _ = try connection.rows("SELECT uuid FROM node WHERE uuid = \(id)\(connection.dialect.rowLock)")
    }
}
