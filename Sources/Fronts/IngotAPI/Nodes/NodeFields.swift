import IngotContracts
import IngotModel
import IngotStorage

/// Every field of a node, with the API version from which it exists (contract: `resources.json`, `node`).
enum NodeFields {
    static let table = FieldTable<NodeView>(
        "node", identity + ownership + machine + instance + state + interfaces + made)

    /// The fields of `GET …/states`, gated as those of the node.
    static let stateNames = [
        "boot_mode", "console_enabled", "last_error", "power_state", "provision_state", "provision_updated_at",
        "raid_config", "secure_boot", "target_power_state", "target_provision_state", "target_raid_config",
    ]

    private typealias Field = VersionedField<NodeView>

    private static let identity: [Field] = [
        .identity(\.id),
        .init(
            "name", since: 5, .text(maximum: 255), listed: true, access: .writable, show: { JSONValue($0.record.name) },
            stored: { JSONValue($0.name) }, set: { $0.name = $1.string }),
        .text("description", \.description, since: 51, maximum: 4096),
        .moment("created_at", \.optionalCreatedAt),
        .moment("updated_at", \.updatedAt),
        .object("extra", \.extra),
        .text("resource_class", \.resourceClass, since: 21, maximum: 80),
        .text("chassis_uuid", \.chassisID),
        .text("parent_node", \.parentNode, since: 83, maximum: 255),
        .text("shard", \.shard, since: 82),
    ]

    private static let ownership: [Field] = [
        .text("owner", \.owner, since: 50),
        .text("lessee", \.lessee, since: 65),
        .init(
            "conductor_group", since: 46, .text(maximum: 255), access: .writable, nullable: false,
            show: { .string($0.record.conductorGroup) }, stored: { .string($0.conductorGroup) },
            set: { $0.conductorGroup = $1.string?.lowercased() ?? "" }),
        .text("conductor", \.conductor, since: 49, access: .readOnly),
        .init("reservation", .text(maximum: 255), show: { JSONValue($0.reservation) }),
        .flag("protected", \.isProtected, since: 48, default: false, access: .patch),
        .text("protected_reason", \.protectedReason, since: 48, maximum: 4096, access: .patch),
        .flag("retired", \.isRetired, since: 61, default: false),
        .text("retired_reason", \.retiredReason, since: 61, maximum: 4096),
        .init(
            "maintenance", .flag, listed: true, access: .writable, nullable: false,
            show: { .bool($0.record.inMaintenance) },
            stored: { .bool($0.inMaintenance) }, set: { $0.setMaintenance($1.bool ?? false) }),
        .text("maintenance_reason", \.maintenanceReason, access: .readOnly),
        .text("fault", \.fault, since: 42, access: .readOnly),
    ]

    private static let machine: [Field] = [
        .init(
            "driver", .requiredText, access: .writable, show: { .string($0.record.driver) },
            stored: { .string($0.driver) }, set: { $0.driver = $1.string ?? "" }),
        .shownObject("driver_info", \.driverInfo, masking: NodeView.maskedDriverInfo, show: { $0.driverInfo }),
        .init(
            "driver_internal_info", since: 3, .object, sortable: false, show: { .object($0.internalInfo) }),
        .object("properties", \.properties),
        .object("network_data", \.networkData, since: 66),
        .optionalFlag("automated_clean", \.automatedClean, since: 47),
        .flag("disable_power_off", \.disablePowerOff, since: 95, default: false),
        .text("boot_mode", \.bootMode, since: 75, access: .create),
        .optionalFlag("secure_boot", \.secureBoot, since: 75, access: .create),
        .flag("console_enabled", \.consoleEnabled, default: false, access: .create),
        .object("raid_config", \.raidConfig, since: 12, access: .readOnly),
        .object("target_raid_config", \.targetRaidConfig, since: 12, access: .readOnly),
        .text("health", \.health, since: 109, access: .readOnly),
    ]

    private static let instance: [Field] = [
        .init(
            "instance_uuid", .uuid, listed: true, access: .writable, show: { JSONValue($0.record.instanceID) },
            stored: { JSONValue($0.instanceID) }, set: { $0.instanceID = $1.string }),
        .text("instance_name", \.instanceName, since: 104),
        .shownObject("instance_info", \.instanceInfo, masking: NodeView.maskedInstanceInfo, show: { $0.instanceInfo }),
        .text("allocation_uuid", \.allocationID, since: 52, access: .readOnly),
    ]

    private static let state: [Field] = [
        .init(
            "provision_state", .text(maximum: 255), listed: true, show: { $0.shown($0.record.provisionState) }),
        .init(
            "target_provision_state", .text(maximum: 255), show: { $0.shown($0.record.targetProvisionState) }),
        .moment("provision_updated_at", \.provisionUpdatedAt),
        .init("power_state", .text(maximum: 255), listed: true, show: { JSONValue($0.record.powerState?.rawValue) }),
        .init("target_power_state", .text(maximum: 255), show: { JSONValue($0.record.targetPowerState?.rawValue) }),
        .init("last_error", .anyText, show: { JSONValue($0.lastError) }),
        .init("clean_step", since: 7, .object, sortable: false, show: { SecretMask.masked($0.record.cleanStep) }),
        .init("deploy_step", since: 44, .object, sortable: false, show: { SecretMask.masked($0.record.deployStep) }),
        .init("service_step", since: 87, .object, sortable: false, show: { SecretMask.masked($0.record.serviceStep) }),
        .moment("inspection_started_at", \.inspectionStartedAt, since: 6),
        .moment("inspection_finished_at", \.inspectionFinishedAt, since: 6),
    ]

    private static let interfaces: [Field] = InterfaceKind.allCases.map { kind in
        Field(
            kind.field, since: kind.since, .text(maximum: 255), access: .writable,
            show: { JSONValue($0.record.interfaces[kind]) }, stored: { JSONValue($0.interfaces[kind]) },
            set: { $0.interfaces[kind] = $1.string })
    }

    private static let made: [Field] = [
        .links("links") { $0.links.pair("nodes/\($0.id)") },
        .links("ports") { $0.links.pair("nodes/\($0.id)/ports") },
        .links("portgroups", since: 24) { $0.links.pair("nodes/\($0.id)/portgroups") },
        .links("states", since: 14) { $0.links.pair("nodes/\($0.id)/states") },
        .links("volume", since: 32) { $0.links.pair("nodes/\($0.id)/volume") },
        .init(
            "traits", since: 37, .texts, sortable: false,
            show: { .array($0.record.traits.map(JSONValue.string)) }),
    ]
}

extension InterfaceKind {
    /// The API version from which the node's and the driver's fields of this kind exist.
    var since: Int {
        switch self {
        case .network: 20
        case .storage: 33
        case .rescue: 38
        case .bios: 40
        case .firmware: 86
        default: 31
        }
    }
}
