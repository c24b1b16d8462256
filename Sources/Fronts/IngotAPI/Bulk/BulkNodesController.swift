import Hummingbird
import IngotModel
import IngotStorage

/// `POST /v1/bulk/nodes`: many nodes, each with its ports, with one call.
struct BulkNodesController: Sendable {
    let services: APIServices

    var endpoints: [Endpoint] {
        [
            Endpoint(
                .post, "/bulk/nodes", NodesCollection.rules.create,
                body: .arguments([Argument("nodes", .objects, required: true)]), answer: BulkResult.schema,
                bodyLimit: .provision, "Creates many nodes with their ports.", create)
        ]
    }

    private func create(_ request: Request, _ context: APIContext) async throws -> Response {
        let nodes = try context.arguments.normalized(as: [Argument("nodes", .objects, required: true)])["nodes"]
        let bodies = (nodes?.array ?? []).compactMap(\.object)
        let limit = services.configuration.maximumBulkItems
        guard bodies.count <= limit else {
            throw APIError.invalid("A bulk call takes at most \(limit) nodes; split it", code: "too_many_items")
        }
        var results: [BulkResult] = []
        var rest = Array(bodies.enumerated().map { BulkNodeItem(index: $0, body: $1) })[...]
        while !rest.isEmpty {
            let chunk = rest.prefix(services.configuration.bulkChunk)
            rest = rest.dropFirst(chunk.count)
            results += try await created(Array(chunk), context)
        }
        return BulkResult.answer(results)
    }

    /// Creates a chunk in one transaction. An item that fails takes the transaction down with it, and is left out of
    /// the next attempt: nothing of it stays, and the others are as if it had never been there.
    private func created(_ items: [BulkNodeItem], _ context: APIContext) async throws -> [BulkResult] {
        var results: [BulkResult] = []
        var rest = items
        while !rest.isEmpty {
            try Task.checkCancellation()
            let attempt = rest
            do {
                results += try await services.store.write { transaction in
                    try attempt.map { try $0.create(services, transaction, context) }
                }
                rest = []
            } catch let failure as BulkNodeItem.Failure {
                results.append(BulkResult(failure.index, node: nil, failed: failure.cause))
                rest.removeAll { $0.index == failure.index }
            }
        }
        return results.sorted { $0.index < $1.index }
    }
}
