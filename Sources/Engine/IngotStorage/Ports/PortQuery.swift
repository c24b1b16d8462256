import IngotModel

/// A field by which ports can be listed in order; the raw value is the API's name for it.
package enum PortSortKey: String, Sendable, Hashable, CaseIterable {
    case id = "uuid"
    case node = "node_uuid"
    case address
    case createdAt = "created_at"
    case updatedAt = "updated_at"
    case name
    case description
    case physicalNetwork = "physical_network"
    case portgroup = "portgroup_uuid"
    case isPXEEnabled = "pxe_enabled"
    case isSmartNIC = "is_smartnic"
    case isAvailableForDynamicPortgroup = "available_for_dynamic_portgroup"
    case category
    case vendor
}

/// Which ports to list, in which order, and which page of them; what is left out does not filter.
package struct PortQuery: ListFilter {
    package typealias Entity = Port

    package var node: NodeID?
    package var address: MACAddress?
    package var portgroup: String?
    /// A part of the description, in either case.
    package var descriptionContains: String?
    /// Ports of nodes in one of these shards.
    package var shards: [String]?
    /// Ports of nodes in one of these conductor groups.
    package var conductorGroups: [String]?
    /// Ports of nodes whose owner or lessee this project is.
    package var project: String?

    package var sortKey = PortSortKey.createdAt
    package var ascending = true
    /// The last port of the page before.
    package var marker: PortID?
    package var limit = 1000

    package init(node: NodeID? = nil, address: MACAddress? = nil) {
        self.node = node
        self.address = address
    }
}

extension PortQuery {
    /// The query as a page of a list.
    var listing: Listing<PortQuery> {
        var listing = Listing(self)
        listing.sortColumn = sortKey.rawValue
        listing.ascending = ascending
        listing.marker = marker?.text
        listing.limit = limit
        return listing
    }

    /// Each filter that was given, as a condition.
    package var conditions: [SQL] {
        [
            SQL.equals("node_uuid", node),
            SQL.equals("address", address),
            SQL.equals("portgroup_uuid", portgroup),
            descriptionContains.map { SQL.contains($0, in: "description") },
            SQL.ofNode([
                SQL.isAmong("shard", shards), SQL.isAmong("conductor_group", conductorGroups),
                SQL.belongs(to: project),
            ]),
        ].compactMap { $0 }
    }
}
