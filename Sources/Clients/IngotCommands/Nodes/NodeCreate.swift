import ArgumentParser
import IngotClient

struct NodeCreate: IngotVerb {
    static let configuration = CommandConfiguration(commandName: "create", abstract: "Enrol a machine.")

    @Option(help: "The UUID; chosen by the service when it is left out.")
    var uuid: String?

    @OptionGroup var attributes: NodeAttributeOptions
    @OptionGroup(title: "Output") var output: OutputOptions
    @OptionGroup(title: "Service") var connection: ConnectionOptions

    func validate() throws {
        if attributes.driver == nil {
            throw ValidationError("--driver is needed; ingot driver list shows which there are.")
        }
    }

    func perform(in surroundings: Surroundings) async throws {
        var assignments = try attributes.assignments(in: surroundings)
        if let uuid { assignments.append(Assignment(["uuid"], .string(uuid))) }
        let node = try await connection.connected(in: surroundings) { [assignments] client in
            try await client.nodes.create(Assignment.body(of: assignments))
        }
        try output.print(.record(node, identifier: "uuid"), to: surroundings.console)
    }
}
