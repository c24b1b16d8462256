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
        ("vifs", "vifs", 28), ("portgroups", "portgroups", 24),
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
        }
    }
}
