import Hummingbird
import IngotContracts
import IngotModel
import IngotStorage

/// The small collections below a node.
///
/// Those that hold nothing yet answer in their shape, empty; each line says from which version the route exists.
struct NodePartsController: Sendable {
    let services: APIServices

    private static let empty: [(path: String, member: String, since: Int)] = [
        ("traits", "traits", 37), ("vifs", "vifs", 28), ("portgroups", "portgroups", 24), ("bios", "bios", 40),
        ("firmware", "firmware", 86),
    ]

    var endpoints: [Endpoint] {
        Self.empty.map { part in
            Endpoint(
                .get, "/nodes/{node}/\(part.path)", since: part.since, .node(NodeRules.get),
                answer: .values(part.member), "Lists \(part.member) of a node."
            ) { _, context in
                _ = try await NodeReader(services: services).view(try context.reference("node"), context)
                return .json(.object([part.member: []]))
            }
        } + [
            Endpoint(
                .get, "/nodes/{node}/children", since: 83, .node(NodeRules.get), answer: .values("children"),
                "Lists the children of a node.", children)
        ]
    }

    private func children(_ request: Request, _ context: APIContext) async throws -> Response {
        let reference = try context.reference("node")
        let limit = services.configuration.maximumPageSize
        let children = try await services.store.read { transaction in
            var query = NodeQuery()
            query.parentNode = try NodeReader.node(reference, transaction, context).id.text
            query.limit = limit
            return try transaction.nodes.list(query)
        }
        let path = "nodes/\(URLText.encoded(reference))/children"
        return .json([
            "children": .array(children.map { .string($0.id.text) }),
            "links": ["href": .string(context.links.url(path)), "rel": "children"],
        ])
    }
}
