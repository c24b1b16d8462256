import Hummingbird
import IngotContracts
import IngotModel
import IngotStorage

/// Setting and clearing maintenance.
struct NodeMaintenanceController: Sendable {
    static let setRule = "baremetal:node:set_maintenance"
    static let clearRule = "baremetal:node:clear_maintenance"

    let services: APIServices

    var endpoints: [Endpoint] {
        [
            Endpoint(
                .put, "/nodes/{node}/maintenance", .node(Self.setRule),
                body: .arguments([Argument("reason")]), answer: .accepted,
                "Keeps Ingot's hands off a node.", set),
            Endpoint(
                .delete, "/nodes/{node}/maintenance", .node(Self.clearRule), answer: .accepted,
                "Lets Ingot work on a node again.", clear),
        ]
    }

    private func set(_ request: Request, _ context: APIContext) async throws -> Response {
        try await set(try context.reference("node"), reason: try context.arguments.text("reason"), context)
        return .empty(.accepted)
    }

    /// Sets maintenance of one node.
    func set(_ reference: String, reason: String?, _ context: APIContext) async throws {
        _ = try await NodeWriter(services: services).edit(reference, context) { node, _ in
            node.inMaintenance = true
            node.maintenanceReason = reason
        }
    }

    private func clear(_ request: Request, _ context: APIContext) async throws -> Response {
        try await clear(try context.reference("node"), context)
        return .empty(.accepted)
    }

    /// Clears maintenance of one node.
    func clear(_ reference: String, _ context: APIContext) async throws {
        _ = try await NodeWriter(services: services).edit(reference, context) { node, _ in
            node.setMaintenance(false)
        }
    }
}
