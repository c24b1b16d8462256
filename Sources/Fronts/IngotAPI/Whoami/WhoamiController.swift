import Hummingbird
import IngotAuth
import IngotModel

/// `GET /v1/whoami`: what the caller is to Ingot, and which rules decide what it may do.
///
/// Refusals say little, so that strangers learn nothing from them; whoever wonders about one asks here.
struct WhoamiController: Sendable {
    let services: APIServices

    var endpoints: [Endpoint] {
        let schema = ResourceSchema(
            name: "whoami", fields: [.init("caller", .object), .init("target", .object), .init("rules", .objects)])
        return [
            Endpoint(
                .get, "/whoami", .callers, query: [.init("node")], answer: .resource(schema),
                "Tells what the caller is, what it may do, and which rules decide.", explain)
        ]
    }

    private func explain(_ request: Request, _ context: APIContext) async throws -> Response {
        var target = PolicyTarget()
        if let reference = context.query["node"] {
            target = try await services.store.read { try NodeReader.node(reference, $0, context).policyTarget }
        }
        return .json(context.policy.explain(context.caller, target))
    }
}
