import IngotModel

extension Table where Entity == BIOSSetting {
    static let biosSettings = Table(
        "bios_setting", entity: "bios_setting", key: ["node_uuid", "name"],
        columns: [
            Column("node_uuid", \.node),
            Column("name", \.name),
            Column("value", \.value),
            Column("created_at", \.createdAt),
            Column("updated_at", \.updatedAt),
            Column("attribute_type", \.attributeType),
            Column("allowable_values", \.allowableValues),
            Column("lower_bound", \.lowerBound),
            Column("upper_bound", \.upperBound),
            Column("min_length", \.minimumLength),
            Column("max_length", \.maximumLength),
            Column("read_only", \.isReadOnly),
            Column("reset_required", \.isResetRequired),
            Column("unique", \.isUnique),
        ]
    ) { row in
        BIOSSetting(
            node: try row.value("node_uuid", in: "bios_setting"), name: try row.value("name", in: "bios_setting"),
            value: nil, createdAt: try row.value("created_at", in: "bios_setting"))
    }
}

extension Table where Entity == FirmwareComponent {
    static let firmware = Table(
        "firmware_component", entity: "firmware_component", key: ["node_uuid", "component"],
        columns: [
            Column("node_uuid", \.node),
            Column("component", \.component),
            Column("created_at", \.createdAt),
            Column("updated_at", \.updatedAt),
            Column("initial_version", \.initialVersion),
            Column("current_version", \.currentVersion),
            Column("last_version_flashed", \.lastVersionFlashed),
            Column("vendor", \.vendor),
            Column("model", \.model),
            Column("serial_number", \.serialNumber),
        ]
    ) { row in
        FirmwareComponent(
            node: try row.value("node_uuid", in: "firmware_component"),
            component: try row.value("component", in: "firmware_component"),
            initialVersion: try row.value("initial_version", in: "firmware_component"),
            createdAt: try row.value("created_at", in: "firmware_component"))
    }
}

extension Table where Entity == NodeInventory {
    static let inventories = Table(
        "node_inventory", entity: "inventory", key: ["node_uuid"],
        columns: [
            Column("node_uuid", \.node),
            Column("created_at", \.createdAt),
            Column("updated_at", \.updatedAt),
            Column("inventory", \.inventory),
            Column("plugin_data", \.pluginData),
        ]
    ) { row in
        NodeInventory(
            node: try row.value("node_uuid", in: "node_inventory"),
            inventory: try row.value("inventory", in: "node_inventory"),
            createdAt: try row.value("created_at", in: "node_inventory"))
    }
}
