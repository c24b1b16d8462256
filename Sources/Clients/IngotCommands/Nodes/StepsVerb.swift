import ArgumentParser
import IngotClient
import IngotModel

/// A verb that runs steps: they are given, or a runbook has them.
struct StepsVerb<Described: DescribedLifeVerb>: IngotVerb {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: Described.verb.name, abstract: Described.verb.abstract)
    }

    @OptionGroup var targets: NodeArguments

    @OptionGroup var options: StepsOptions

    @OptionGroup(title: "Waiting") var waiting: WaitOptions
    @OptionGroup(title: "Dry run") var dryRun: DryRunOptions
    @OptionGroup(title: "Service") var connection: ConnectionOptions

    func validate() throws {
        guard (options.steps == nil) != (options.runbook == nil) else {
            throw ValidationError("Say --steps or --runbook.")
        }
    }

    func perform(in surroundings: Surroundings) async throws {
        let arguments = Resource(JSONValue(try options.arguments(of: Described.verb.target, in: surroundings)))
        try await connection.connected(in: surroundings) { client in
            try await NodesRequest.provision(Described.verb.target, arguments)
                .send(to: targets.nodes, until: Described.verb.goal, waiting, dryRun, of: client, in: surroundings)
        }
    }
}
