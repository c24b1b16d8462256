import Hummingbird
import IngotModel

/// What became of one item of a bulk call.
struct BulkResult: Sendable {
    let index: Int
    /// How the caller named the node.
    var node: String?
    /// As if the item had been a call of its own.
    let status: Int
    /// What was made or told, by the members of the answer.
    var made: [String: JSONValue] = [:]
    var error: APIError?

    init(_ index: Int, node: String?, status: Int, made: [String: JSONValue] = [:]) {
        self.index = index
        self.node = node
        self.status = status
        self.made = made
    }

    init(_ index: Int, node: String?, failed error: any Error) {
        let refusal = APIError(translating: error)
        self.index = index
        self.node = node
        self.error = refusal
        status = refusal.status
    }

    private var json: JSONValue {
        var members = made
        members["index"] = JSONValue(index)
        members["node"] = JSONValue(node)
        members["status"] = JSONValue(status)
        members["error"] = error.map { error in
            .object(error.details.merging(["code": .string(error.code), "message": .string(error.message)]) { $1 })
        }
        return .object(members)
    }

    /// The answer to the whole call: every item in the caller's order, and how many went well.
    static func answer(_ results: [BulkResult]) -> Response {
        let failed = results.count { $0.error != nil }
        return .json([
            "results": .array(results.map(\.json)), "succeeded": JSONValue(results.count - failed),
            "failed": JSONValue(failed),
        ])
    }

    static let schema = EndpointAnswer.resource(
        ResourceSchema(
            name: "bulk answer",
            fields: [
                .init("results", .objects), .init("succeeded", .number(0...Int64(Int32.max))),
                .init("failed", .number(0...Int64(Int32.max))),
            ]))
}
