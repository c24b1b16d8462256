import ArgumentParser
import IngotClient
import IngotModel

struct PortCreate: IngotVerb {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Add a network interface to a machine.")

    @Argument(help: "The MAC address.")
    var address: String

    @Option(help: "The machine's name or UUID.", completion: NodeNames.completion)
    var node: String

    @Option(help: "The UUID; chosen by the service when it is left out.") var uuid: String?
    @Option(help: "The name.") var name: String?
    @Option(help: "Words for people.") var description: String?
    @Option(help: "The network that the interface is plugged into.") var physicalNetwork: String?
    @Option(name: .customLong("port-group"), help: "The port group that the interface belongs to.") var portGroup:
        String?
    @Flag(inversion: .prefixedNo, help: "Whether the machine may boot from this interface.") var pxeEnabled: Bool?
    @Option(help: ArgumentHelp("Anything else worth keeping with the port.", valueName: "key=value")) var extra:
        [KeyValue] = []
    @Option(help: ArgumentHelp("The switch at the other end, such as switch_id.", valueName: "key=value"))
    var localLinkConnection: [KeyValue] = []

    @OptionGroup(title: "Output") var output: OutputOptions
    @OptionGroup(title: "Service") var connection: ConnectionOptions

    func perform(in surroundings: Surroundings) async throws {
        let port = try await connection.connected(in: surroundings) { client in
            try await client.ports.create(Assignment.body(of: assignments))
        }
        try output.print(.record(port, identifier: "uuid"), to: surroundings.console)
    }

    /// A UUID is sent under the older of the two names for the node, which every service knows.
    private var assignments: [Assignment] {
        let texts = [
            ("address", address), (NodeID(node) == nil ? "node_ident" : "node_uuid", node), ("uuid", uuid),
            ("name", name), ("description", description), ("physical_network", physicalNetwork),
            ("portgroup_uuid", portGroup),
        ]
        let maps = [("extra", extra), ("local_link_connection", localLinkConnection)]
        return texts.compactMap { field, text in text.map { Assignment([field], .string($0)) } }
            + [pxeEnabled.map { Assignment(["pxe_enabled"], .bool($0)) }].compactMap { $0 }
            + maps.flatMap { field, pairs in pairs.map { Assignment([field, $0.key], $0.value) } }
    }
}
