import ArgumentParser
import IngotClient

/// Maintenance, verb by verb.
struct NodeMaintenance: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "maintenance", abstract: "Keep Ingot's hands off machines that somebody works on.",
        subcommands: [NodeMaintenanceSet.self, NodeMaintenanceUnset.self])
}

struct NodeMaintenanceSet: IngotVerb {
    static let configuration = CommandConfiguration(commandName: "set", abstract: "Begin maintenance.")

    @OptionGroup var targets: NodeArguments

    @Option(help: "Why, for whoever asks later.")
    var reason: String?

    @OptionGroup(title: "Service") var connection: ConnectionOptions

    func perform(in surroundings: Surroundings) async throws {
        try await connection.connected(in: surroundings) { client in
            try await NodesRequest.maintenance(reason: reason).send(to: targets.nodes, of: client, in: surroundings)
        }
    }
}

struct NodeMaintenanceUnset: IngotVerb {
    static let configuration = CommandConfiguration(commandName: "unset", abstract: "End maintenance.")

    @OptionGroup var targets: NodeArguments
    @OptionGroup(title: "Service") var connection: ConnectionOptions

    func perform(in surroundings: Surroundings) async throws {
        try await connection.connected(in: surroundings) { client in
            try await NodesRequest.noMaintenance.send(to: targets.nodes, of: client, in: surroundings)
        }
    }
}
