import IngotModel

extension Table where Entity == Port {
    static let ports = Table(
        "port", entity: "port", key: ["uuid"],
        columns: [
            Column("uuid", \.id),
            Column("node_uuid", \.node),
            Column("address", \.address),
            Column("revision", \.revision),
            Column("created_at", \.createdAt),
            Column("updated_at", \.updatedAt),
            Column("name", \.name),
            Column("description", \.description),
            Column("extra", \.extra),
            Column("internal_info", \.internalInfo),
            Column("local_link_connection", \.localLinkConnection),
            Column("physical_network", \.physicalNetwork),
            Column("portgroup_uuid", \.portgroup),
            Column("pxe_enabled", \.isPXEEnabled),
            Column("is_smartnic", \.isSmartNIC),
            Column("available_for_dynamic_portgroup", \.isAvailableForDynamicPortgroup),
            Column("category", \.category),
            Column("vendor", \.vendor),
        ],
        references: [("portgroup_uuid", "portgroup")]
    ) { row in
        Port(
            id: try row.value("uuid", in: "port"), node: try row.value("node_uuid", in: "port"),
            address: try row.value("address", in: "port"), createdAt: try row.value("created_at", in: "port"))
    }
}
