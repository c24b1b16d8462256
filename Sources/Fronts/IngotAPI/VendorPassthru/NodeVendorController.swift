import Hummingbird
import IngotModel

/// What the vendor interface of a node can do beyond everything that the API knows.
struct NodeVendorController: Sendable {
    let services: APIServices

    var endpoints: [Endpoint] {
        VendorRoutes(
            parent: "/nodes/{node}", noun: "a node", access: .node("baremetal:node:vendor_passthru"), methods: methods,
            call: call
        ).endpoints
    }

    private func methods(_ request: Request, _ context: APIContext) async throws -> Response {
        .json(try await NodeRequests(services: services).call(.vendorMethods, context))
    }

    private func call(_ call: VendorCall, _ context: APIContext) async throws -> Response {
        let reply = try await NodeRequests(services: services).call(
            .vendorCall,
            taking: [
                "method": .string(call.method), "http_method": .string(call.httpMethod),
                "info": .object(call.information),
            ], context)
        return VendorReply.response(reply)
    }
}
