import ArgumentParser
import IngotModel

/// The fields of a node that a caller may write, as options; shared by the verbs that create and that change one.
struct NodeAttributeOptions: ParsableArguments {
    @Option(help: "The hardware type.")
    var driver: String?

    @Option(help: "The name.")
    var name: String?

    @Option(help: ArgumentHelp("What the driver needs, such as deploy_kernel.", valueName: "key=value"))
    var driverInfo: [KeyValue] = []

    @Option(help: ArgumentHelp("What the machine is, such as memory_mb.", valueName: "key=value"))
    var property: [KeyValue] = []

    @Option(help: ArgumentHelp("What shall be deployed, such as image_source.", valueName: "key=value"))
    var instanceInfo: [KeyValue] = []

    @Option(help: ArgumentHelp("Anything else worth keeping with the node.", valueName: "key=value"))
    var extra: [KeyValue] = []

    @Option(help: "The class by which schedulers choose the node.")
    var resourceClass: String?

    @Option(help: "Words for people.")
    var description: String?

    @Option(help: "The project that owns the node.")
    var owner: String?

    @Option(help: "The project that uses the node.")
    var lessee: String?

    @Option(help: "The group of conductors that may act on the node.")
    var conductorGroup: String?

    @Option(help: "The shard that the node belongs to.")
    var shard: String?

    @Option(help: "The node that this one is a part of.")
    var parentNode: String?

    @Option(help: "The chassis that the node sits in.")
    var chassisUUID: String?

    @Option(help: "The instance that the node stands for.")
    var instanceUUID: String?

    @Option(help: "The instance's name.")
    var instanceName: String?

    @Option(help: ArgumentHelp("The network configuration: JSON, a file, or - for standard input.", valueName: "json"))
    var networkData: JSONArgument?

    @Flag(inversion: .prefixedNo, help: "Whether the node is cleaned between two instances.")
    var automatedClean: Bool?

    @OptionGroup(title: "Interfaces") var interfaces: InterfaceOptions

    /// What the options say, in the order in which the API documents the fields.
    func assignments(in surroundings: Surroundings) throws -> [Assignment] {
        let texts: [(String, String?)] = [
            ("driver", driver), ("name", name), ("resource_class", resourceClass), ("description", description),
            ("owner", owner), ("lessee", lessee), ("conductor_group", conductorGroup), ("shard", shard),
            ("parent_node", parentNode), ("chassis_uuid", chassisUUID), ("instance_uuid", instanceUUID),
            ("instance_name", instanceName),
        ]
        let maps: [(String, [KeyValue])] = [
            ("driver_info", driverInfo), ("properties", property), ("instance_info", instanceInfo), ("extra", extra),
        ]
        let network = try networkData?.value(for: "--network-data", in: surroundings)
        return (texts + interfaces.chosen).compactMap { field, text in text.map { Assignment([field], .string($0)) } }
            + maps.flatMap { field, pairs in pairs.map { Assignment([field, $0.key], $0.value) } }
            + [network.map { Assignment(["network_data"], $0) }].compactMap { $0 }
            + [automatedClean.map { Assignment(["automated_clean"], .bool($0)) }].compactMap { $0 }
    }
}

/// The implementation of each interface, as options.
struct InterfaceOptions: ParsableArguments {
    @Option(help: "BIOS settings.") var biosInterface: String?
    @Option(help: "How the machine is booted.") var bootInterface: String?
    @Option(help: "The serial console.") var consoleInterface: String?
    @Option(help: "How an instance is put on the machine.") var deployInterface: String?
    @Option(help: "Firmware updates.") var firmwareInterface: String?
    @Option(help: "How the machine is inspected.") var inspectInterface: String?
    @Option(help: "Boot devices, sensors and so on.") var managementInterface: String?
    @Option(help: "How networks are switched.") var networkInterface: String?
    @Option(help: "How power is switched.") var powerInterface: String?
    @Option(help: "RAID volumes.") var raidInterface: String?
    @Option(help: "How an instance is rescued.") var rescueInterface: String?
    @Option(help: "Where volumes come from.") var storageInterface: String?
    @Option(help: "The vendor's own functions.") var vendorInterface: String?

    /// Each interface's field with what was chosen for it.
    var chosen: [(String, String?)] {
        let values = [
            biosInterface, bootInterface, consoleInterface, deployInterface, firmwareInterface, inspectInterface,
            managementInterface, networkInterface, powerInterface, raidInterface, rescueInterface, storageInterface,
            vendorInterface,
        ]
        return Array(zip(InterfaceKind.allCases.map(\.field), values))
    }
}
