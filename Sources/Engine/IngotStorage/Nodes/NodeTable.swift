import IngotModel

extension Table where Entity == Node {
    /// The node's columns, named as the API's fields.
    static let nodes = Table(
        "node", entity: "node", key: ["uuid"],
        columns: identity + request + interfaces + instance + standing,
        references: [("chassis_uuid", "chassis")]
    ) { row in
        var node = Node(
            id: try row.value("uuid", in: "node"), driver: try row.value("driver", in: "node"),
            createdAt: try row.value("created_at", in: "node"))
        node.interfaces.reserveCapacity(InterfaceKind.allCases.count)
        return node
    }

    /// One value of a node's row as it was read; nil where there is none.
    func value<Value: Storable>(_ column: String, in row: [SQLValue]) -> Value? {
        Self.places[column].flatMap { Value(stored: row[$0]) }
    }

    private static let places = Dictionary(uniqueKeysWithValues: nodes.columns.enumerated().map { ($1.name, $0) })

    private static let identity: [Column<Node>] = [
        Column("uuid", \.id),
        Column("revision", \.revision),
        Column("created_at", \.createdAt),
        Column("updated_at", \.updatedAt),
        Column("name", \.name),
    ]

    /// What the operator asked for.
    private static let request: [Column<Node>] = [
        Column("driver", \.driver),
        Column("driver_info", \.driverInfo),
        Column("properties", \.properties),
        Column("extra", \.extra),
        Column("network_data", \.networkData),
        Column("resource_class", \.resourceClass),
        Column("conductor_group", \.conductorGroup),
        Column("chassis_uuid", \.chassisID),
        Column("parent_node", \.parentNode),
        Column("description", \.description),
        Column("traits", \.traits),
        Column("owner", \.owner),
        Column("lessee", \.lessee),
        Column("shard", \.shard),
        Column("automated_clean", \.automatedClean),
        Column("disable_power_off", \.disablePowerOff),
        Column("protected", \.isProtected),
        Column("protected_reason", \.protectedReason),
        Column("retired", \.isRetired),
        Column("retired_reason", \.retiredReason),
        Column("maintenance", \.inMaintenance),
        Column("maintenance_reason", \.maintenanceReason),
        Column("maintenance_since", \.maintenanceSince),
        Column("maintenance_by", \.maintenanceBy),
        Column("fault", \.fault),
        Column("health", \.health),
    ]

    private static let interfaces: [Column<Node>] = InterfaceKind.allCases.map { kind in
        Column(kind.field, get: { $0.interfaces[kind] }, set: { $0.interfaces[kind] = $1 })
    }

    private static let instance: [Column<Node>] = [
        Column("instance_uuid", \.instanceID),
        Column("instance_name", \.instanceName),
        Column("instance_info", \.instanceInfo),
        Column("allocation_uuid", \.allocationID),
    ]

    /// Where it stands.
    private static let standing: [Column<Node>] = [
        Column("provision_state", \.provisionState),
        Column("target_provision_state", \.targetProvisionState),
        Column("provision_updated_at", \.provisionUpdatedAt),
        Column("last_error", \.lastError),
        Column("power_state", \.powerState),
        Column("target_power_state", \.targetPowerState),
        Column("clean_step", \.cleanStep),
        Column("deploy_step", \.deployStep),
        Column("service_step", \.serviceStep),
        Column("driver_internal_info", \.driverInternalInfo),
        Column("raid_config", \.raidConfig),
        Column("target_raid_config", \.targetRaidConfig),
        Column("boot_mode", \.bootMode),
        Column("secure_boot", \.secureBoot),
        Column("console_enabled", \.consoleEnabled),
        Column("inspection_started_at", \.inspectionStartedAt),
        Column("inspection_finished_at", \.inspectionFinishedAt),
        Column("conductor", \.conductor),
    ]
}
