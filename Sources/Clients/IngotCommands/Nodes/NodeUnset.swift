import ArgumentParser
import IngotClient
import IngotModel

struct NodeUnset: IngotVerb {
    static let configuration = CommandConfiguration(
        commandName: "unset", abstract: "Forget what is known of machines, or return it to its default.")

    @OptionGroup var targets: NodeArguments

    @Option(help: ArgumentHelp("A key of driver_info.", valueName: "key")) var driverInfo: [String] = []
    @Option(help: ArgumentHelp("A key of properties.", valueName: "key")) var property: [String] = []
    @Option(help: ArgumentHelp("A key of instance_info.", valueName: "key")) var instanceInfo: [String] = []
    @Option(help: ArgumentHelp("A key of extra.", valueName: "key")) var extra: [String] = []

    @Flag(help: "A field to return to its default.")
    var fields: [UnsettableField] = []

    @OptionGroup(title: "Service") var connection: ConnectionOptions

    func perform(in surroundings: Surroundings) async throws {
        let changes = paths.map(AttributeChange.remove)
        guard !changes.isEmpty else { throw ValidationError("Nothing to unset; see ingot node unset --help.") }
        try await connection.connected(in: surroundings) { client in
            for node in targets.nodes { _ = try await client.nodes.update(node, changes) }
        }
    }

    private var paths: [String] {
        let maps = [
            ("driver_info", driverInfo), ("properties", property), ("instance_info", instanceInfo), ("extra", extra),
        ]
        return fields.map { "/\($0.rawValue)" } + maps.flatMap { field, keys in keys.map { "/\(field)/\($0)" } }
    }
}

/// The fields of a node that can be returned to their default; each is a flag of its name.
enum UnsettableField: String, EnumerableFlag, Sendable {
    case name, description, owner, lessee, shard, protected, retired
    case automatedClean = "automated_clean"
    case chassisUUID = "chassis_uuid"
    case conductorGroup = "conductor_group"
    case instanceName = "instance_name"
    case instanceUUID = "instance_uuid"
    case networkData = "network_data"
    case parentNode = "parent_node"
    case protectedReason = "protected_reason"
    case resourceClass = "resource_class"
    case retiredReason = "retired_reason"
    case biosInterface = "bios_interface"
    case bootInterface = "boot_interface"
    case consoleInterface = "console_interface"
    case deployInterface = "deploy_interface"
    case firmwareInterface = "firmware_interface"
    case inspectInterface = "inspect_interface"
    case managementInterface = "management_interface"
    case networkInterface = "network_interface"
    case powerInterface = "power_interface"
    case raidInterface = "raid_interface"
    case rescueInterface = "rescue_interface"
    case storageInterface = "storage_interface"
    case vendorInterface = "vendor_interface"

    static func name(for value: UnsettableField) -> NameSpecification {
        .customLong(value.rawValue.replacing("_", with: "-"))
    }

    static func help(for value: UnsettableField) -> ArgumentHelp? { nil }
}
