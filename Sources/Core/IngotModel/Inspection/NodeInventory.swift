/// What the last inspection saw of a node.
package struct NodeInventory: Sendable, Hashable {
    package var node: NodeID
    package var createdAt: Timestamp
    package var updatedAt: Timestamp?
    /// The agent's inventory of the hardware.
    package var inventory: JSONValue
    /// What the agent's collectors added.
    package var pluginData: JSONValue

    package init(node: NodeID, inventory: JSONValue, pluginData: JSONValue = [:], createdAt: Timestamp) {
        self.node = node
        self.inventory = inventory
        self.pluginData = pluginData
        self.createdAt = createdAt
    }
}
