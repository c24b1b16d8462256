/// One network interface of a node, known by its MAC address.
package struct Port: Sendable, Hashable {
    package var id: PortID
    package var node: NodeID
    package var address: MACAddress
    package var revision: Int64 = 0
    package var createdAt: Timestamp
    package var updatedAt: Timestamp?
    package var name: String?
    package var description: String?
    package var extra: [String: JSONValue] = [:]
    package var internalInfo: [String: JSONValue] = [:]
    package var localLinkConnection: [String: JSONValue] = [:]
    package var physicalNetwork: String?
    package var portgroup: String?
    package var isPXEEnabled = true
    package var isSmartNIC = false
    package var isAvailableForDynamicPortgroup = true
    package var category: String?
    package var vendor: String?

    package init(id: PortID, node: NodeID, address: MACAddress, createdAt: Timestamp) {
        self.id = id
        self.node = node
        self.address = address
        self.createdAt = createdAt
    }
}

/// An Ethernet or InfiniBand hardware address, in lower case with colons.
package struct MACAddress: Hashable, Sendable, Comparable, CustomStringConvertible {
    package let text: String

    /// Accepts six pairs of hexadecimal digits joined by colons, in either case; anything else is nil.
    package init?(_ text: String) {
        let groups = text.split(separator: ":", omittingEmptySubsequences: false)
        guard groups.count == 6,
            groups.allSatisfy({ $0.utf8.count == 2 && $0.allSatisfy { $0.isHexDigit && $0.isASCII } })
        else { return nil }
        self.text = text.lowercased()
    }

    package var description: String { text }
    package static func < (left: Self, right: Self) -> Bool { left.text < right.text }
}
