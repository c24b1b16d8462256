import ArgumentParser
import IngotClient

struct NounCreate<Of: Noun>: IngotVerb {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "create", abstract: "Add a \(Of.description.one).")
    }

    @OptionGroup var fields: Of.Creation
    @OptionGroup(title: "Output") var output: OutputOptions
    @OptionGroup(title: "Service") var connection: ConnectionOptions

    func perform(in surroundings: Surroundings) async throws {
        let body = Assignment.body(of: try fields.assignments(in: surroundings))
        let item = try await connection.connected(in: surroundings) { client in
            try await Of.description.collection(client).create(body)
        }
        try output.print(.record(item, identifier: "uuid"), to: surroundings.console)
    }
}
