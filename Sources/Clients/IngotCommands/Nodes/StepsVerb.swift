import ArgumentParser
import IngotClient
import IngotModel

/// A verb that runs steps: they are given, or a runbook has them.
struct StepsVerb<Described: DescribedLifeVerb>: IngotVerb {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: Described.verb.name, abstract: Described.verb.abstract)
    }

    @OptionGroup var targets: NodeArguments

    @Option(
        help: ArgumentHelp(
            "The steps: a JSON list, a file that holds one, or - for standard input.", valueName: "json"),
        completion: .file())
    var steps: JSONArgument?

    @Option(help: "The runbook that has the steps.")
    var runbook: String?

    @Flag(help: "Do without a ramdisk; for steps that the management controller carries out.")
    var disableRamdisk = false

    @OptionGroup(title: "Waiting") var waiting: WaitOptions
    @OptionGroup(title: "Service") var connection: ConnectionOptions

    func validate() throws {
        guard (steps == nil) != (runbook == nil) else { throw ValidationError("Say --steps or --runbook.") }
    }

    func perform(in surroundings: Surroundings) async throws {
        let arguments = try arguments(in: surroundings)
        try await connection.connected(in: surroundings) { client in
            try await NodesRequest.provision(Described.verb.target, arguments)
                .send(to: targets.nodes, until: Described.verb.goal, waiting, of: client, in: surroundings)
        }
    }

    private func arguments(in surroundings: Surroundings) throws -> Resource {
        var arguments: [String: JSONValue] = [:]
        arguments["\(Described.verb.target)_steps"] = try steps?.value(for: "--steps", in: surroundings)
        arguments["runbook"] = runbook.map(JSONValue.string)
        if disableRamdisk { arguments["disable_ramdisk"] = true }
        return Resource(JSONValue(arguments))
    }
}
