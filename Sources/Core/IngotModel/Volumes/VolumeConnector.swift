/// By what name a node is known to a storage network: an initiator's IQN, a port's WWN, an address.
package struct VolumeConnector: StoredResource, Hashable {
    package var id: VolumeConnectorID
    package var node: NodeID
    package var revision: Int64 = 0
    package var createdAt: Timestamp
    package var updatedAt: Timestamp?
    /// The kind of name: `iqn`, `ip`, `mac`, `wwnn`, `wwpn`, `port`, `portgroup`.
    package var type: String
    package var connectorID: String
    package var extra: [String: JSONValue] = [:]

    package init(id: VolumeConnectorID, node: NodeID, type: String, connectorID: String, createdAt: Timestamp) {
        self.id = id
        self.node = node
        self.type = type
        self.connectorID = connectorID
        self.createdAt = createdAt
    }
}
