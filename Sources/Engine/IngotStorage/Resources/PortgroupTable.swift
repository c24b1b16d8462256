import IngotModel

extension Table where Entity == Portgroup {
    static let portgroups = Table(
        "portgroup", entity: "portgroup", key: ["uuid"],
        columns: [
            Column("uuid", \.id),
            Column("node_uuid", \.node),
            Column("revision", \.revision),
            Column("created_at", \.createdAt),
            Column("updated_at", \.updatedAt),
            Column("name", \.name),
            Column("address", \.address),
            Column("mode", \.mode),
            Column("properties", \.properties),
            Column("extra", \.extra),
            Column("internal_info", \.internalInfo),
            Column("standalone_ports_supported", \.supportsStandalonePorts),
            Column("physical_network", \.physicalNetwork),
            Column("category", \.category),
            Column("dynamic_portgroup", \.isDynamic),
        ]
    ) { row in
        Portgroup(
            id: try row.value("uuid", in: "portgroup"), node: try row.value("node_uuid", in: "portgroup"),
            createdAt: try row.value("created_at", in: "portgroup"))
    }
}

/// Which portgroups a list shows.
package struct PortgroupFilter: ListFilter {
    package typealias Entity = Portgroup

    package var node: NodeID?
    package var address: MACAddress?
    /// Portgroups of nodes in one of these shards.
    package var shards: [String]?
    /// Portgroups of nodes in one of these conductor groups.
    package var conductorGroups: [String]?
    /// Portgroups of nodes whose owner or lessee this project is.
    package var project: String?

    package init(node: NodeID? = nil, address: MACAddress? = nil) {
        self.node = node
        self.address = address
    }

    package var conditions: [SQL] {
        [
            SQL.equals("node_uuid", node),
            SQL.equals("address", address),
            SQL.ofNode([
                SQL.isAmong("shard", shards), SQL.isAmong("conductor_group", conductorGroups),
                SQL.belongs(to: project),
            ]),
        ].compactMap { $0 }
    }
}
