import Hummingbird
import IngotModel
import IngotStorage

/// The nodes that have another one as their parent.
struct NodeChildrenController: Sendable {
    let services: APIServices

    var endpoints: [Endpoint] {
        [
            Endpoint(
                .get, "/nodes/{node}/children", since: 83, .node(NodeRules.get), answer: .values("children", .uuid),
                "Lists the children of a node.", list)
        ]
    }

    /// Children that the caller may not see are left out.
    private func list(_ request: Request, _ context: APIContext) async throws -> Response {
        let (parent, children) = try await NodeReader(services: services).read(context) { node, transaction in
            let ids = try transaction.nodes.children(of: node)
            let nodes = try transaction.nodes.find(ids)
            return (
                node.id,
                ids.filter { id in
                    nodes[id].map { context.allows(NodeRules.get, $0.policyTarget) } ?? false
                }
            )
        }
        return .json([
            "children": .array(children.map { .string($0.text) }),
            "links": ["href": .string(context.links.url("nodes?parent_node=\(parent)")), "rel": "children"],
        ])
    }
}
