import ArgumentParser
import IngotClient

struct PortList: IngotVerb {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List network interfaces.")

    static let columns = [Column("UUID", "uuid"), Column("Address", "address"), Column("Node UUID", "node_uuid")]
    static let longColumns =
        columns + [
            Column("Name", "name"), Column("PXE Enabled", "pxe_enabled"),
            Column("Physical Network", "physical_network"),
            Column("Local Link Connection", "local_link_connection"), Column("Extra", "extra"),
        ]

    @Option(help: "Those of this machine.", completion: NodeNames.completion)
    var node: String?

    @Option(help: "The one with this MAC address.")
    var address: String?

    @OptionGroup var list: ListOptions
    @OptionGroup(title: "Output") var output: OutputOptions
    @OptionGroup(title: "Service") var connection: ConnectionOptions

    func perform(in surroundings: Surroundings) async throws {
        let filters = ["node": node, "address": address].compactMapValues { $0 }
        let query = list.query(standard: Self.columns).merging(filters) { $1 }
        let ports = try await connection.connected(in: surroundings) { try await $0.ports.list(query) }
        let columns = list.columns(standard: Self.columns, long: Self.longColumns)
        let identifier = list.identifier(standard: "uuid")
        try output.print(.list(ports, columns: columns, identifier: identifier), to: surroundings.console)
    }
}
