import Hummingbird
import IngotContracts
import IngotModel
import IngotStorage

/// Setting and clearing maintenance.
struct NodeMaintenanceController: Sendable {
    let services: APIServices

    var endpoints: [Endpoint] {
        [
            Endpoint(
                .put, "/nodes/{node}/maintenance", .node("baremetal:node:set_maintenance"),
                body: .arguments([Argument("reason")]), answer: .accepted,
                "Keeps Ingot's hands off a node.", set),
            Endpoint(
                .delete, "/nodes/{node}/maintenance", .node("baremetal:node:clear_maintenance"), answer: .accepted,
                "Lets Ingot work on a node again.", clear),
        ]
    }

    private func set(_ request: Request, _ context: APIContext) async throws -> Response {
        let reason = try context.arguments.text("reason")
        _ = try await NodeWriter(services: services).edit(try context.reference("node"), context) { node, _ in
            node.inMaintenance = true
            node.maintenanceReason = reason
        }
        return .empty(.accepted)
    }

    private func clear(_ request: Request, _ context: APIContext) async throws -> Response {
        _ = try await NodeWriter(services: services).edit(try context.reference("node"), context) { node, _ in
            node.setMaintenance(false)
        }
        return .empty(.accepted)
    }
}
