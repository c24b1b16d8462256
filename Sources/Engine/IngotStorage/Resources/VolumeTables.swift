import IngotModel

extension Table where Entity == VolumeConnector {
    static let volumeConnectors = Table(
        "volume_connector", entity: "volume_connector", key: ["uuid"],
        columns: [
            Column("uuid", \.id),
            Column("node_uuid", \.node),
            Column("revision", \.revision),
            Column("created_at", \.createdAt),
            Column("updated_at", \.updatedAt),
            Column("type", \.type),
            Column("connector_id", \.connectorID),
            Column("extra", \.extra),
        ]
    ) { row in
        VolumeConnector(
            id: try row.value("uuid", in: "volume_connector"), node: try row.value("node_uuid", in: "volume_connector"),
            type: try row.value("type", in: "volume_connector"),
            connectorID: try row.value("connector_id", in: "volume_connector"),
            createdAt: try row.value("created_at", in: "volume_connector"))
    }
}

extension Table where Entity == VolumeTarget {
    static let volumeTargets = Table(
        "volume_target", entity: "volume_target", key: ["uuid"],
        columns: [
            Column("uuid", \.id),
            Column("node_uuid", \.node),
            Column("revision", \.revision),
            Column("created_at", \.createdAt),
            Column("updated_at", \.updatedAt),
            Column("volume_type", \.volumeType),
            Column("volume_id", \.volumeID),
            Column("boot_index", \.bootIndex),
            Column("properties", \.properties),
            Column("extra", \.extra),
        ]
    ) { row in
        VolumeTarget(
            id: try row.value("uuid", in: "volume_target"), node: try row.value("node_uuid", in: "volume_target"),
            volumeType: try row.value("volume_type", in: "volume_target"),
            volumeID: try row.value("volume_id", in: "volume_target"),
            bootIndex: try row.value("boot_index", in: "volume_target"),
            createdAt: try row.value("created_at", in: "volume_target"))
    }
}

/// Which volume connectors or volume targets a list shows.
package struct VolumeFilter<Entity: StoredResource>: ListFilter {
    package var node: NodeID?
    /// Those of nodes whose owner or lessee this project is.
    package var project: String?

    package init(node: NodeID? = nil) { self.node = node }

    package var conditions: [SQL] {
        [SQL.equals("node_uuid", node), SQL.ofNode([SQL.belongs(to: project)])].compactMap { $0 }
    }
}
