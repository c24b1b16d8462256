import ArgumentParser
import IngotClient
import IngotModel

struct NodePlan: IngotVerb {
    static let configuration = CommandConfiguration(
        commandName: "plan", abstract: "Tell what a verb would do to a machine, without doing it.")

    @OptionGroup var target: NodeArgument

    @Option(
        name: .customLong("target"), help: ArgumentHelp("The verb, such as provide or deploy.", valueName: "verb"),
        completion: .list(Verb.allCases.map(\.rawValue)))
    var verb: String

    @OptionGroup(title: "Output") var output: OutputOptions
    @OptionGroup(title: "Service") var connection: ConnectionOptions

    func perform(in surroundings: Surroundings) async throws {
        let plan = try await connection.connected(in: surroundings) { client in
            try await client.nodes.plan(target.node, target: verb)
        }
        try output.print(PlanReport.report(of: plan), to: surroundings.console)
    }
}
