import Hummingbird
import IngotContracts
import IngotModel
import IngotStorage

/// Ingot's own extension: what was asked of a node and has not begun, and its place in line.
struct NodeQueueController: Sendable {
    let services: APIServices

    private static let fields: [ResourceSchema.Field] = [
        .init("uuid", .uuid), .init("request", .anyText), .init("state", .anyText),
        .init("requested_at", .moment), .init("api_request", .anyText, nullable: true),
        .init("position", .count, nullable: true), .init("reason", .anyText, nullable: true),
    ]

    var endpoints: [Endpoint] {
        [
            Endpoint(
                .get, "/nodes/{node}/queue", .node("baremetal:node:get_states"),
                answer: .parts("requests", of: "request", Self.fields),
                "Tells what was asked of a node and has not begun.", show)
        ]
    }

    private func show(_ request: Request, _ context: APIContext) async throws -> Response {
        let requests = try await NodeReader(services: services).read(context) { node, transaction in
            try transaction.requests.unsettled(node.id).map { request in
                try Self.shown(request, position: Self.position(of: request, transaction))
            }
        }
        return .json(["requests": .array(requests)])
    }

    /// The place in line, from 1; nil for a request that does not stand in one.
    private static func position(of request: NodeRequest, _ transaction: Transaction) throws -> Int? {
        guard request.state == .waiting, let work = LimitedWork(request.kind) else { return nil }
        return try transaction.requests.countWaiting(for: work, before: request) + 1
    }

    private static func shown(_ request: NodeRequest, position: Int?) throws -> JSONValue {
        [
            "uuid": .string(request.id.text), "request": .string(request.kind.text),
            "state": .string(request.state.rawValue), "requested_at": .string(request.requestedAt.iso8601),
            "api_request": JSONValue(request.apiRequest), "position": position.map { JSONValue($0) } ?? .null,
            "reason": JSONValue(request.state == .waiting ? request.reply?["message"]?.string : nil),
        ]
    }
}
