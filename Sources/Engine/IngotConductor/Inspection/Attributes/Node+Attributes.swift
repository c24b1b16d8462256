import IngotHardware
import IngotModel

extension Node: Attributed {
    static let attributes = table(
        identityAttributes + listAttributes + [
            .text("name", \.name), .text("resource_class", \.resourceClass), .text("description", \.description),
            .text("owner", \.owner), .text("lessee", \.lessee), .text("shard", \.shard),
            .text("parent_node", \.parentNode), .text("maintenance_reason", \.maintenanceReason),
            .text("protected_reason", \.protectedReason), .text("retired_reason", \.retiredReason),
            .text("boot_mode", \.bootMode), .text("instance_uuid", \.instanceID), .text("health", \.health),
            .object("driver_info", \.driverInfo), .object("properties", \.properties), .object("extra", \.extra),
            .object("instance_info", \.instanceInfo), .object("network_data", \.networkData),
            .object("driver_internal_info", \.driverInternalInfo), .object("raid_config", \.raidConfig),
            .object("target_raid_config", \.targetRaidConfig), .flag("maintenance", \.inMaintenance),
            .flag("protected", \.isProtected), .flag("retired", \.isRetired),
            .flag("disable_power_off", \.disablePowerOff), .flag("console_enabled", \.consoleEnabled),
            .optionalFlag("automated_clean", \.automatedClean), .optionalFlag("secure_boot", \.secureBoot),
        ] + interfaceAttributes)

    private static let identityAttributes: [Attribute<Node>] = [
        .only("uuid") { .string($0.id.text) }, .only("driver") { .string($0.driver) },
        .only("provision_state") { .string($0.provisionState.rawValue) },
        .only("power_state") { JSONValue($0.powerState?.rawValue) }, .only("chassis_uuid") { JSONValue($0.chassisID) },
    ]

    private static let listAttributes: [Attribute<Node>] = [
        Attribute(
            name: "traits", read: { .array($0.traits.map(JSONValue.string)) },
            write: { (node, value) throws(HardwareProblem) in
                let names = value.array?.compactMap(\.string) ?? []
                guard names.count == value.array?.count, names.allSatisfy(isTrait) else {
                    throw .wrong("traits", "a list of trait names", value)
                }
                node.traits = Set(names).sorted()
            }),
        Attribute(
            name: "conductor_group", read: { .string($0.conductorGroup) },
            write: { (node, value) throws(HardwareProblem) in
                guard let text = value.string else { throw .wrong("conductor_group", "a string", value) }
                node.conductorGroup = text.lowercased()
            }),
    ]

    private static let interfaceAttributes: [Attribute<Node>] = InterfaceKind.allCases.map { kind in
        Attribute(
            name: kind.field, read: { JSONValue($0.interfaces[kind]) },
            write: { (node, value) throws(HardwareProblem) in
                guard let name = value.string else { throw .wrong(kind.field, "the name of an interface", value) }
                node.interfaces[kind] = name
            })
    }

    private static func isTrait(_ name: String) -> Bool {
        (1...255).contains(name.utf8.count)
            && name.utf8.allSatisfy { (0x41...0x5A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F }
    }
}

extension HardwareProblem {
    fileprivate static func wrong(_ name: String, _ range: String, _ value: JSONValue) -> HardwareProblem {
        Attribute<Node>.wrong(name, range, value)
    }
}
