import ArgumentParser
import IngotClient

struct NounShow<Of: Noun>: IngotVerb {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "show", abstract: "Show everything about one.")
    }

    @Argument(help: "Its UUID, or its name where it has one.")
    var reference: String

    @Option(help: ArgumentHelp("The fields to show, separated by commas.", valueName: "field,…"))
    var fields: [String] = []

    @OptionGroup(title: "Output") var output: OutputOptions
    @OptionGroup(title: "Service") var connection: ConnectionOptions

    func perform(in surroundings: Surroundings) async throws {
        let fields = fields.flatMap { $0.split(separator: ",").map(String.init) }
        let item = try await connection.connected(in: surroundings) { client in
            try await Of.description.collection(client).show(reference, fields: fields)
        }
        try output.print(.record(item, identifier: fields.first ?? "uuid"), to: surroundings.console)
    }
}
