import ArgumentParser

/// Network interfaces that work as one.
enum PortgroupNoun: Noun {
    typealias Creation = PortgroupCreation
    typealias Change = PortgroupChange
    typealias Filters = PortgroupFilters

    static let description = NounDescription(
        name: "portgroup", one: "port group", many: "port groups", collection: { $0.portgroups },
        columns: columns,
        longColumns: columns + [
            Column("Node UUID", "node_uuid"), Column("Mode", "mode"), Column("Physical Network", "physical_network"),
            Column("Standalone Ports Supported", "standalone_ports_supported"), Column("Extra", "extra"),
        ],
        maps: ["extra", "properties"], unsettable: ["address", "name", "physical_network", "category"])

    private static let columns = [Column("UUID", "uuid"), Column("Address", "address"), Column("Name", "name")]
}

struct PortgroupFilters: FilterOptions {
    @Option(help: "Those of this machine.", completion: NodeNames.completion) var node: String?
    @Option(help: "The one with this MAC address.") var address: String?
    @Option(help: "Those of machines of this shard.") var shard: String?

    var query: [String: String?] { ["node": node, "address": address, "shard": shard] }
}

struct PortgroupFields: FieldOptions {
    @Option(help: "The MAC address.") var address: String?
    @Option(help: "The name.") var name: String?
    @Option(help: "How the interfaces share the work, such as active-backup or 802.3ad.") var mode: String?
    @Option(help: "The network that the interfaces are plugged into.") var physicalNetwork: String?
    @Option(help: "What the port group is for.") var category: String?
    @Flag(
        name: .customLong("standalone-ports"), inversion: .prefixedNo,
        help: "Whether its interfaces may also be used alone.") var supportsStandalonePorts: Bool?
    @Option(help: ArgumentHelp("A setting of the mode, such as miimon.", valueName: "key=value"))
    var property: [KeyValue] = []
    @Option(help: ArgumentHelp("Anything else worth keeping with the port group.", valueName: "key=value"))
    var extra: [KeyValue] = []

    func assignments(in surroundings: Surroundings) -> [Assignment] {
        Assignment.texts([
            "address": address, "name": name, "mode": mode, "physical_network": physicalNetwork, "category": category,
        ]) + Assignment.flags(["standalone_ports_supported": supportsStandalonePorts])
            + Assignment.maps(["properties": property, "extra": extra])
    }
}

struct PortgroupCreation: FieldOptions {
    @Option(help: "The UUID of the machine.") var node: String
    @Option(help: "The UUID; chosen by the service when it is left out.") var uuid: String?
    @OptionGroup var fields: PortgroupFields

    func assignments(in surroundings: Surroundings) -> [Assignment] {
        Assignment.texts(["node_uuid": node, "uuid": uuid]) + fields.assignments(in: surroundings)
    }
}

struct PortgroupChange: FieldOptions {
    @Option(help: "The UUID of the machine.") var node: String?
    @OptionGroup var fields: PortgroupFields

    func assignments(in surroundings: Surroundings) -> [Assignment] {
        Assignment.texts(["node_uuid": node]) + fields.assignments(in: surroundings)
    }
}
