import ArgumentParser
import IngotClient
import IngotModel

/// A verb that puts an instance on a machine: it also takes a config drive and steps.
struct InstallVerb<Described: DescribedLifeVerb>: IngotVerb {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: Described.verb.name, abstract: Described.verb.abstract)
    }

    @OptionGroup var targets: NodeArguments

    @Option(
        help: ArgumentHelp(
            "The instance's config drive: JSON, a file, a directory or an address.", valueName: "config-drive"),
        completion: .file())
    var configDrive: ConfigDriveArgument?

    @Option(
        help: ArgumentHelp(
            "Further steps: a JSON list, a file that holds one, or - for standard input.", valueName: "json"),
        completion: .file())
    var deploySteps: JSONArgument?

    @OptionGroup(title: "Waiting") var waiting: WaitOptions
    @OptionGroup(title: "Service") var connection: ConnectionOptions

    func perform(in surroundings: Surroundings) async throws {
        let arguments = try arguments(in: surroundings)
        try await connection.connected(in: surroundings) { client in
            try await NodesRequest.provision(Described.verb.target, arguments)
                .send(to: targets.nodes, until: Described.verb.goal, waiting, of: client, in: surroundings)
        }
    }

    private func arguments(in surroundings: Surroundings) throws -> Resource {
        var arguments: [String: JSONValue] = [:]
        arguments["configdrive"] = try configDrive?.value(in: surroundings)
        arguments["deploy_steps"] = try deploySteps?.value(for: "--deploy-steps", in: surroundings)
        return Resource(JSONValue(arguments))
    }
}
