/// A part of a node that has firmware of its own, such as `bios`, `bmc` or `nic:NIC.1`.
package struct FirmwareComponent: Sendable, Hashable {
    package var node: NodeID
    package var component: String
    package var createdAt: Timestamp
    package var updatedAt: Timestamp?
    package var initialVersion: String
    package var currentVersion: String?
    package var lastVersionFlashed: String?
    package var vendor: String?
    package var model: String?
    package var serialNumber: String?

    package init(node: NodeID, component: String, initialVersion: String, createdAt: Timestamp) {
        self.node = node
        self.component = component
        self.initialVersion = initialVersion
        self.createdAt = createdAt
    }
}
