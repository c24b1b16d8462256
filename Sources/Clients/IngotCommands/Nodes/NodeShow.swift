import ArgumentParser
import IngotClient

struct NodeShow: IngotVerb {
    static let configuration = CommandConfiguration(commandName: "show", abstract: "Show everything about a machine.")

    @OptionGroup var target: NodeArgument

    @Option(help: ArgumentHelp("The fields to show, separated by commas.", valueName: "field,…"))
    var fields: [String] = []

    @OptionGroup(title: "Output") var output: OutputOptions
    @OptionGroup(title: "Service") var connection: ConnectionOptions

    func perform(in surroundings: Surroundings) async throws {
        let fields = fields.flatMap { $0.split(separator: ",").map(String.init) }
        let node = try await connection.connected(in: surroundings) { client in
            try await client.nodes.show(target.node, fields: fields)
        }
        try output.print(.record(node, identifier: fields.first ?? "uuid"), to: surroundings.console)
    }
}
