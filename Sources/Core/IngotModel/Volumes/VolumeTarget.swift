/// A volume on a storage network that a node uses.
package struct VolumeTarget: StoredResource, Hashable {
    package var id: VolumeTargetID
    package var node: NodeID
    package var revision: Int64 = 0
    package var createdAt: Timestamp
    package var updatedAt: Timestamp?
    /// The kind of volume, such as `iscsi` or `fibre_channel`.
    package var volumeType: String
    package var volumeID: String
    /// The volume's place in the order of boot devices; 0 is the one to boot from. Each once per node.
    package var bootIndex: Int
    /// How to reach it. May hold secrets.
    package var properties: [String: JSONValue] = [:]
    package var extra: [String: JSONValue] = [:]

    package init(
        id: VolumeTargetID, node: NodeID, volumeType: String, volumeID: String, bootIndex: Int, createdAt: Timestamp
    ) {
        self.id = id
        self.node = node
        self.volumeType = volumeType
        self.volumeID = volumeID
        self.bootIndex = bootIndex
        self.createdAt = createdAt
    }
}
