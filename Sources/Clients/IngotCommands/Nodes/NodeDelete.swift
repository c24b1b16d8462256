import ArgumentParser
import IngotClient

struct NodeDelete: IngotVerb {
    static let configuration = CommandConfiguration(commandName: "delete", abstract: "Let go of machines.")

    @OptionGroup var targets: NodeArguments
    @OptionGroup(title: "Service") var connection: ConnectionOptions

    func perform(in surroundings: Surroundings) async throws {
        try await connection.connected(in: surroundings) { client in
            for node in targets.nodes {
                try await client.nodes.delete(node)
                surroundings.console.report("Deleted node \(node)")
            }
        }
    }
}
