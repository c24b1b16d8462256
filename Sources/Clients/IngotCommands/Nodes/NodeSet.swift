import ArgumentParser
import IngotClient
import IngotModel

struct NodeSet: IngotVerb {
    static let configuration = CommandConfiguration(commandName: "set", abstract: "Change what is known of machines.")

    @OptionGroup var targets: NodeArguments
    @OptionGroup var attributes: NodeAttributeOptions

    @Flag(help: "Refuse to undeploy, rebuild or delete the node.")
    var protected = false

    @Option(help: "Why it is protected.")
    var protectedReason: String?

    @Flag(help: "Deploy no further instance on the node.")
    var retired = false

    @Option(help: "Why it is retired.")
    var retiredReason: String?

    @Flag(help: "With --driver: return interfaces that are not named to the driver's defaults.")
    var resetInterfaces = false

    @OptionGroup(title: "Service") var connection: ConnectionOptions

    func validate() throws {
        if resetInterfaces, attributes.driver == nil { throw ValidationError("--reset-interfaces goes with --driver.") }
    }

    func perform(in surroundings: Surroundings) async throws {
        let changes = (try attributes.assignments(in: surroundings) + protection).map(\.change)
        guard !changes.isEmpty else { throw ValidationError("Nothing to set; see ingot node set --help.") }
        try await connection.connected(in: surroundings) { client in
            for node in targets.nodes {
                _ = try await client.nodes.update(node, changes, resettingInterfaces: resetInterfaces)
            }
        }
    }

    private var protection: [Assignment] {
        let flags = [("protected", protected), ("retired", retired)].filter(\.1)
        let reasons = [("protected_reason", protectedReason), ("retired_reason", retiredReason)]
        return flags.map { Assignment([$0.0], .bool(true)) }
            + reasons.compactMap { field, reason in reason.map { Assignment([field], .string($0)) } }
    }
}
