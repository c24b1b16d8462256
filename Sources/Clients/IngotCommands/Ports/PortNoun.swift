import ArgumentParser

/// The machines' network interfaces.
enum PortNoun: Noun {
    typealias Creation = PortCreation
    typealias Change = PortChange
    typealias Filters = PortFilters

    static let description = NounDescription(
        name: "port", one: "port", many: "network interfaces of machines", collection: { $0.ports },
        columns: columns,
        longColumns: columns + [
            Column("Name", "name"), Column("PXE Enabled", "pxe_enabled"),
            Column("Physical Network", "physical_network"),
            Column("Local Link Connection", "local_link_connection"), Column("Extra", "extra"),
        ],
        maps: ["extra", "local_link_connection"],
        unsettable: ["name", "description", "physical_network", "portgroup_uuid", "is_smartnic", "vendor", "category"])

    private static let columns = [
        Column("UUID", "uuid"), Column("Address", "address"), Column("Node UUID", "node_uuid"),
    ]
}

struct PortFilters: FilterOptions {
    @Option(help: "Those of this machine.", completion: NodeNames.completion) var node: String?
    @Option(help: "The one with this MAC address.") var address: String?
    @Option(name: .customLong("port-group"), help: "Those of this port group.") var portGroup: String?
    @Option(help: "Those of machines of this shard.") var shard: String?

    var query: [String: String?] {
        ["node": node, "address": address, "portgroup": portGroup, "shard": shard]
    }
}

struct PortFields: FieldOptions {
    @Option(help: "The name.") var name: String?
    @Option(help: "Words for people.") var description: String?
    @Option(help: "The network that the interface is plugged into.") var physicalNetwork: String?
    @Option(name: .customLong("port-group"), help: "The port group that the interface belongs to.") var portGroup:
        String?
    @Option(help: "Who made the interface.") var vendor: String?
    @Option(help: "What the interface is for.") var category: String?
    @Flag(inversion: .prefixedNo, help: "Whether the machine may boot from this interface.") var pxeEnabled: Bool?
    @Flag(name: .customLong("smartnic"), inversion: .prefixedNo, help: "Whether the interface is a Smart NIC.")
    var isSmartNIC: Bool?
    @Option(help: ArgumentHelp("Anything else worth keeping with the port.", valueName: "key=value")) var extra:
        [KeyValue] = []
    @Option(help: ArgumentHelp("The switch at the other end, such as switch_id.", valueName: "key=value"))
    var localLinkConnection: [KeyValue] = []

    func assignments(in surroundings: Surroundings) -> [Assignment] {
        Assignment.texts([
            "name": name, "description": description, "physical_network": physicalNetwork,
            "portgroup_uuid": portGroup, "vendor": vendor, "category": category,
        ]) + Assignment.flags(["pxe_enabled": pxeEnabled, "is_smartnic": isSmartNIC])
            + Assignment.maps(["extra": extra, "local_link_connection": localLinkConnection])
    }
}

struct PortCreation: FieldOptions {
    @Argument(help: "The MAC address.")
    var address: String

    @Option(help: "The machine's name or UUID.", completion: NodeNames.completion)
    var node: String

    @Option(help: "The UUID; chosen by the service when it is left out.") var uuid: String?
    @OptionGroup var fields: PortFields

    func assignments(in surroundings: Surroundings) -> [Assignment] {
        Assignment.texts(["address": address]) + Assignment.node(node) + Assignment.texts(["uuid": uuid])
            + fields.assignments(in: surroundings)
    }
}

struct PortChange: FieldOptions {
    @Option(help: "The MAC address.") var address: String?
    @Option(help: "The UUID of the machine.") var node: String?
    @OptionGroup var fields: PortFields

    func assignments(in surroundings: Surroundings) -> [Assignment] {
        Assignment.texts(["address": address, "node_uuid": node]) + fields.assignments(in: surroundings)
    }
}
