/// One setting of a node's firmware, with what its vendor's registry says of it.
package struct BIOSSetting: Sendable, Hashable {
    package var node: NodeID
    package var name: String
    package var value: String?
    package var createdAt: Timestamp
    package var updatedAt: Timestamp?
    /// The registry's kind of value: `Enumeration`, `String`, `Integer`, `Boolean`, `Password`.
    package var attributeType: String?
    package var allowableValues: [String]?
    package var lowerBound: Int?
    package var upperBound: Int?
    package var minimumLength: Int?
    package var maximumLength: Int?
    package var isReadOnly: Bool?
    /// Whether a change needs a reboot.
    package var isResetRequired: Bool?
    /// Whether the value is particular to this machine.
    package var isUnique: Bool?

    package init(node: NodeID, name: String, value: String?, createdAt: Timestamp) {
        self.node = node
        self.name = name
        self.value = value
        self.createdAt = createdAt
    }
}
