import Hummingbird
import IngotModel

/// What the last inspection saw of a node.
struct NodeInventoryController: Sendable {
    let services: APIServices

    var endpoints: [Endpoint] {
        [
            Endpoint(
                .get, "/nodes/{node}/inventory", since: 81, .node("baremetal:node:inventory:get"),
                answer: .object("inventory", [.init("inventory", .object), .init("plugin_data", .object)]),
                "Shows what the last inspection saw of a node.", show)
        ]
    }

    private func show(_ request: Request, _ context: APIContext) async throws -> Response {
        let found = try await NodeReader(services: services).read(context) { node, transaction in
            guard let inventory = try transaction.inventories.find(node.id) else {
                throw APIError(
                    status: 404, code: "inventory_not_found",
                    message: "Node \(node.id) has no inventory; it gets one when it is inspected")
            }
            return inventory
        }
        return .json(["inventory": found.inventory, "plugin_data": found.pluginData])
    }
}
