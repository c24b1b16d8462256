/// Ports of one node that a switch treats as one link.
package struct Portgroup: StoredResource, Hashable {
    package var id: PortgroupID
    package var node: NodeID
    package var revision: Int64 = 0
    package var createdAt: Timestamp
    package var updatedAt: Timestamp?
    package var name: String?
    package var address: MACAddress?
    /// How the links work together, in the words of Linux's bonding driver.
    package var mode = "active-backup"
    package var properties: [String: JSONValue] = [:]
    package var extra: [String: JSONValue] = [:]
    package var internalInfo: [String: JSONValue] = [:]
    /// Whether a member may also be used alone, such as for booting.
    package var supportsStandalonePorts = true
    package var physicalNetwork: String?
    package var category: String?
    /// Whether Ingot itself made it, for one deployment.
    package var isDynamic = false

    package init(id: PortgroupID, node: NodeID, createdAt: Timestamp) {
        self.id = id
        self.node = node
        self.createdAt = createdAt
    }
}
