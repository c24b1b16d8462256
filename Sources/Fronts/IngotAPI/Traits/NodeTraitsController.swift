import HTTPTypes
import Hummingbird
import IngotContracts
import IngotModel

/// What can be asked of a node when it is allocated: all of its traits, or one of them.
struct NodeTraitsController: Sendable {
    let services: APIServices

    private static let since = 37
    private static let path = "/nodes/{node}/traits"

    private static let setting = EndpointAccess.node("baremetal:node:traits:set")
    private static let deleting = EndpointAccess.node("baremetal:node:traits:delete")

    /// Clients that know no traits are told so in several ways, as the contract has it.
    var endpoints: [Endpoint] {
        [
            Endpoint(
                .get, Self.path, since: Self.since, refusal: 406, .node("baremetal:node:traits:list"),
                answer: .values("traits"), "Lists a node's traits.", list),
            Endpoint(
                .put, Self.path, since: Self.since, refusal: 405, Self.setting,
                body: .free("An object with 'traits', the list of all traits that the node is to have."),
                answer: .noContent, "Replaces a node's traits.", replace),
            Endpoint(
                .delete, Self.path, since: Self.since, Self.deleting, answer: .noContent,
                "Takes all traits from a node.", removeAll),
            Endpoint(
                .put, "\(Self.path)/{trait}", since: Self.since, refusal: 405, Self.setting, answer: .noContent,
                "Gives a node one more trait.", add),
            Endpoint(
                .delete, "\(Self.path)/{trait}", since: Self.since, Self.deleting, answer: .noContent,
                "Takes one trait from a node.", remove),
        ].map { $0.method == .put ? $0 : $0.refusingItself }
    }

    private func list(_ request: Request, _ context: APIContext) async throws -> Response {
        let traits = try await NodeReader(services: services).read(context) { node, _ in node.traits }
        return .json(["traits": .array(traits.map(JSONValue.string))])
    }

    private func replace(_ request: Request, _ context: APIContext) async throws -> Response {
        let wanted = try TraitArguments.list(in: try await JSONBody.object(request, context))
        try await change(context) { _, _ in wanted }
        return .empty(.noContent)
    }

    private func removeAll(_ request: Request, _ context: APIContext) async throws -> Response {
        try await change(context) { _, _ in [] }
        return .empty(.noContent)
    }

    private func add(_ request: Request, _ context: APIContext) async throws -> Response {
        let trait = try context.reference("trait")
        try TraitArguments.check(trait)
        try await change(context) { traits, _ in traits.union([trait]) }
        let node = URLText.encoded(try context.reference("node"))
        return .empty(.noContent, location: context.links.url("nodes/\(node)/traits/\(trait)"))
    }

    private func remove(_ request: Request, _ context: APIContext) async throws -> Response {
        let trait = try context.reference("trait")
        try await change(context) { traits, node in
            guard traits.contains(trait) else {
                throw APIError(
                    status: 404, code: "trait_not_found", message: "Node \(node.id) has no trait '\(trait)'")
            }
            return traits.subtracting([trait])
        }
        return .empty(.noContent)
    }

    private func change(
        _ context: APIContext, _ change: @escaping @Sendable (Set<String>, Node) throws -> Set<String>
    ) async throws {
        _ = try await NodeWriter(services: services).edit(try context.reference("node"), context) { node, _ in
            let traits = try change(Set(node.traits), node)
            guard traits.count <= Trait.maximumCount else {
                throw APIError.invalid(
                    "A node has at most \(Trait.maximumCount) traits; node \(node.id) would have \(traits.count)",
                    code: "too_many_traits")
            }
            node.traits = traits.sorted()
        }
    }
}
