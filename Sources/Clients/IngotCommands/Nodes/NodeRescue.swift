import ArgumentParser
import IngotClient
import IngotModel

struct NodeRescue: IngotVerb {
    static let configuration = CommandConfiguration(
        commandName: Rescue.verb.name, abstract: Rescue.verb.abstract)

    @OptionGroup var targets: NodeArguments

    @Option(help: "The password of the rescue system.")
    var rescuePassword: String

    @OptionGroup(title: "Waiting") var waiting: WaitOptions
    @OptionGroup(title: "Dry run") var dryRun: DryRunOptions
    @OptionGroup(title: "Service") var connection: ConnectionOptions

    func perform(in surroundings: Surroundings) async throws {
        let arguments = Resource(["rescue_password": .string(rescuePassword)])
        try await connection.connected(in: surroundings) { client in
            try await NodesRequest.provision(Rescue.verb.target, arguments)
                .send(to: targets.nodes, until: Rescue.verb.goal, waiting, dryRun, of: client, in: surroundings)
        }
    }
}
