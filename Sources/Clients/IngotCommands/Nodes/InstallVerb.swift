import ArgumentParser
import IngotClient
import IngotModel

/// A verb that puts an instance on a machine: it also takes a config drive and steps.
struct InstallVerb<Described: DescribedLifeVerb>: IngotVerb {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: Described.verb.name, abstract: Described.verb.abstract)
    }

    @OptionGroup var targets: NodeArguments

    @OptionGroup var options: InstallOptions

    @OptionGroup(title: "Waiting") var waiting: WaitOptions
    @OptionGroup(title: "Dry run") var dryRun: DryRunOptions
    @OptionGroup(title: "Service") var connection: ConnectionOptions

    func perform(in surroundings: Surroundings) async throws {
        let arguments = Resource(JSONValue(try options.arguments(in: surroundings)))
        try await connection.connected(in: surroundings) { client in
            try await NodesRequest.provision(Described.verb.target, arguments)
                .send(to: targets.nodes, until: Described.verb.goal, waiting, dryRun, of: client, in: surroundings)
        }
    }
}
