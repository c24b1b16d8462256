import ArgumentParser
import IngotClient

struct NounSet<Of: Noun>: IngotVerb {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "set", abstract: "Change one.")
    }

    @Argument(help: "Its UUID, or its name where it has one.")
    var reference: String

    @OptionGroup var fields: Of.Change
    @OptionGroup(title: "Service") var connection: ConnectionOptions

    func perform(in surroundings: Surroundings) async throws {
        let changes = try fields.assignments(in: surroundings).map(\.change)
        guard !changes.isEmpty else {
            throw ValidationError("Nothing to set; see ingot \(Of.description.name) set --help.")
        }
        try await connection.connected(in: surroundings) { client in
            _ = try await Of.description.collection(client).update(reference, changes)
        }
    }
}
