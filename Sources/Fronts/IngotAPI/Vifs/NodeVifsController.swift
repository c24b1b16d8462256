import Hummingbird
import IngotContracts
import IngotModel

/// The network's own interfaces (VIFs) that stand behind a node's ports.
struct NodeVifsController: Sendable {
    let services: APIServices

    private static let since = 28
    /// From 1.67 callers may choose the port or the port group, but not both.
    private static let choiceSince = 67

    var endpoints: [Endpoint] {
        [
            Endpoint(
                .get, "/nodes/{node}/vifs", since: Self.since, .node("baremetal:node:vif:list"),
                answer: .parts("vifs", of: "VIF", [.init("id", .anyText)]),
                "Lists the VIFs that are attached to a node.", list),
            Endpoint(
                .post, "/nodes/{node}/vifs", since: Self.since, .node("baremetal:node:vif:attach"),
                body: .free(
                    "An object with 'id', the VIF's identifier, and what its network wants to know; 'port_uuid' or"
                        + " 'portgroup_uuid' choose where it is attached."),
                answer: .noContent, "Attaches a VIF to a node.", attach),
            Endpoint(
                .delete, "/nodes/{node}/vifs/{vif_id}", since: Self.since, .node("baremetal:node:vif:detach"),
                answer: .noContent, "Detaches a VIF from a node.", detach),
        ]
    }

    private func list(_ request: Request, _ context: APIContext) async throws -> Response {
        .json(try await NodeRequests(services: services).call(.vifList, context))
    }

    private func attach(_ request: Request, _ context: APIContext) async throws -> Response {
        let vif = try await JSONBody.object(request, context)
        guard let id = vif["id"]?.string else {
            throw APIError.invalid("The body needs 'id', the identifier of a VIF, as a text", code: "field_missing")
        }
        try Self.check(id)
        if context.version.knows(since: Self.choiceSince), vif["port_uuid"] != nil, vif["portgroup_uuid"] != nil {
            throw APIError.invalid("A VIF is attached to 'port_uuid' or to 'portgroup_uuid', not to both")
        }
        _ = try await NodeRequests(services: services).call(.vifAttach, taking: vif, context)
        return .empty(.noContent)
    }

    private func detach(_ request: Request, _ context: APIContext) async throws -> Response {
        let id = try context.reference("vif_id")
        try Self.check(id)
        _ = try await NodeRequests(services: services).call(.vifDetach, taking: ["id": .string(id)], context)
        return .empty(.noContent)
    }

    private static func check(_ id: String) throws {
        guard NodeName.isUnreserved(id) else {
            throw APIError.invalid("A VIF is identified by a UUID or a name of letters, digits and '-._~', not '\(id)'")
        }
    }
}
