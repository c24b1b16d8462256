import ArgumentParser
import IngotClient
import IngotModel

struct NodePlan: IngotVerb {
    static let configuration = CommandConfiguration(
        commandName: "plan", abstract: "Tell what a verb would do to a machine, without doing it.")

    @OptionGroup var target: NodeArgument

    @Option(
        name: .customLong("target"),
        help: ArgumentHelp("The verb, such as provide or active, or a power target.", valueName: "verb"),
        completion: .list(Verb.allCases.map(\.rawValue) + PowerTarget.allCases.map(\.rawValue)))
    var verb: String

    @OptionGroup(title: "With a deployment") var install: InstallOptions
    @OptionGroup(title: "With clean or service") var steps: StepsOptions

    @Option(help: "The password of the rescue system; with rescue.")
    var rescuePassword: String?

    @OptionGroup(title: "Output") var output: OutputOptions
    @OptionGroup(title: "Service") var connection: ConnectionOptions

    func perform(in surroundings: Surroundings) async throws {
        let arguments = try arguments(in: surroundings)
        let plan = try await connection.connected(in: surroundings) { client in
            // Without arguments everything that stands in the way can be told; with them a verb is tried out.
            arguments.isEmpty
                ? try await client.nodes.plan(target.node, target: verb)
                : try await client.nodes.planProvision(
                    target.node, target: verb, arguments: Resource(JSONValue(arguments)))
        }
        try output.print(PlanReport.report(of: [(target.node, plan)]), to: surroundings.console)
    }

    private func arguments(in surroundings: Surroundings) throws -> [String: JSONValue] {
        var arguments = try install.arguments(in: surroundings)
        arguments.merge(try steps.arguments(of: verb, in: surroundings)) { $1 }
        arguments["rescue_password"] = rescuePassword.map(JSONValue.string)
        return arguments
    }
}
