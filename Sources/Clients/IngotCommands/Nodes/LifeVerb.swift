import ArgumentParser
import IngotClient

/// A verb of a node's life that takes nothing but the nodes.
struct LifeVerb<Described: DescribedLifeVerb>: IngotVerb {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: Described.verb.name, abstract: Described.verb.abstract)
    }

    @OptionGroup var targets: NodeArguments
    @OptionGroup(title: "Waiting") var waiting: WaitOptions
    @OptionGroup(title: "Dry run") var dryRun: DryRunOptions
    @OptionGroup(title: "Service") var connection: ConnectionOptions

    func perform(in surroundings: Surroundings) async throws {
        try await connection.connected(in: surroundings) { client in
            try await NodesRequest.provision(Described.verb.target)
                .send(to: targets.nodes, until: Described.verb.goal, waiting, dryRun, of: client, in: surroundings)
        }
    }
}
