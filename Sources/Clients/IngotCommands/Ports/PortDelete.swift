import ArgumentParser
import IngotClient

struct PortDelete: IngotVerb {
    static let configuration = CommandConfiguration(commandName: "delete", abstract: "Forget network interfaces.")

    @Argument(help: "The ports' UUIDs.")
    var ports: [String]

    @OptionGroup(title: "Service") var connection: ConnectionOptions

    func perform(in surroundings: Surroundings) async throws {
        try await connection.connected(in: surroundings) { client in
            for port in ports {
                try await client.ports.delete(port)
                surroundings.console.report("Deleted port \(port)")
            }
        }
    }
}
