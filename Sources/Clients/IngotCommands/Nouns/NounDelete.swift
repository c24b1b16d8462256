import ArgumentParser
import IngotClient

struct NounDelete<Of: Noun>: IngotVerb {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "delete", abstract: "Forget \(Of.description.many).")
    }

    @Argument(help: "Their UUIDs, or their names where they have any.")
    var references: [String]

    @OptionGroup(title: "Service") var connection: ConnectionOptions

    func perform(in surroundings: Surroundings) async throws {
        let noun = Of.description
        try await connection.connected(in: surroundings) { client in
            for reference in references {
                try await noun.collection(client).delete(reference)
                surroundings.console.report("Deleted \(noun.one) \(reference)")
            }
        }
    }
}
