import ArgumentParser
import IngotClient

struct NodeList: IngotVerb {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List machines.")

    static let columns = [
        Column("UUID", "uuid"), Column("Name", "name"), Column("Instance UUID", "instance_uuid"),
        Column("Power State", "power_state"), Column("Provisioning State", "provision_state"),
        Column("Maintenance", "maintenance"),
    ]
    static let longColumns = [
        Column("UUID", "uuid"), Column("Name", "name"), Column("Driver", "driver"),
        Column("Resource Class", "resource_class"), Column("Power State", "power_state"),
        Column("Provisioning State", "provision_state"), Column("Target", "target_provision_state"),
        Column("Maintenance", "maintenance"), Column("Conductor", "conductor"), Column("Last Error", "last_error"),
    ]

    @OptionGroup(title: "Filters") var filters: NodeFilters
    @OptionGroup var list: ListOptions
    @OptionGroup(title: "Output") var output: OutputOptions
    @OptionGroup(title: "Service") var connection: ConnectionOptions

    func perform(in surroundings: Surroundings) async throws {
        let query = list.query(standard: Self.columns).merging(filters.query) { $1 }
        let nodes = try await connection.connected(in: surroundings) { try await $0.nodes.list(query) }
        let columns = list.columns(standard: Self.columns, long: Self.longColumns)
        let identifier = list.identifier(standard: "uuid")
        try output.print(.list(nodes, columns: columns, identifier: identifier), to: surroundings.console)
    }
}

/// Which nodes to list.
struct NodeFilters: ParsableArguments {
    @Option(help: "Those in this provision state.") var provisionState: String?
    @Option(help: "Those of this hardware type.") var driver: String?
    @Option(help: "Those of this resource class.") var resourceClass: String?
    @Option(help: "Those with this fault.") var fault: String?
    @Option(help: "Those of this conductor group.") var conductorGroup: String?
    @Option(help: "Those that this conductor looks after.") var conductor: String?
    @Option(help: "Those of this owner.") var owner: String?
    @Option(help: "Those of this lessee.") var lessee: String?
    @Option(help: "Those of this shard.") var shard: String?
    @Option(help: "The one that stands for this instance.") var instanceUUID: String?
    @Option(help: "The one whose instance has this name.") var instanceName: String?
    @Option(help: "Those in this chassis.") var chassisUUID: String?
    @Option(help: "The parts of this node.") var parentNode: String?
    @Option(help: "Those whose description holds this text.") var descriptionContains: String?
    @Flag(inversion: .prefixedNo, help: "Those in maintenance, or those that are not.") var maintenance: Bool?
    @Flag(inversion: .prefixedNo, help: "Those that are retired, or those that are not.") var retired: Bool?
    @Flag(
        name: .customLong("associated"), inversion: .prefixedNo,
        help: "Those that stand for an instance, or those that do not.") var isAssociated: Bool?
    @Flag(help: "Also nodes that are parts of others.") var includeChildren = false

    var query: [String: String] {
        let filters: [String: String?] = [
            "provision_state": provisionState, "driver": driver, "resource_class": resourceClass, "fault": fault,
            "conductor_group": conductorGroup, "conductor": conductor, "owner": owner, "lessee": lessee, "shard": shard,
            "instance_uuid": instanceUUID, "instance_name": instanceName, "chassis_uuid": chassisUUID,
            "parent_node": parentNode, "description_contains": descriptionContains,
            "maintenance": maintenance.map { "\($0)" }, "retired": retired.map { "\($0)" },
            "associated": isAssociated.map { "\($0)" }, "include_children": includeChildren ? "true" : nil,
        ]
        return filters.compactMapValues { $0 }
    }
}
