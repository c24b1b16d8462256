import IngotModel

/// What inspection saw of the nodes; the last time only.
package struct InventoryRepository {
    let connection: any Connection

    package func find(_ node: NodeID) throws -> NodeInventory? {
        try Table.inventories.first(" WHERE node_uuid = \(node)", on: connection)
    }

    /// - Throws: ``StorageError/dangling(entity:)`` when there is no such node.
    package func upsert(_ inventory: NodeInventory) throws {
        try Table.inventories.upsert(inventory, on: connection)
    }

    package func delete(_ node: NodeID) throws {
        try connection.execute("DELETE FROM node_inventory WHERE node_uuid = \(node)")
    }
}
