import Hummingbird
import IngotModel
import IngotStorage

/// `POST /v1/bulk/nodes`: many nodes, each with its ports, with one call.
struct BulkNodesController: Sendable {
    let services: APIServices

    private static let arguments = [Argument("nodes", .items, required: true)]

    var endpoints: [Endpoint] {
        [
            Endpoint(
                .post, "/bulk/nodes", NodesCollection.rules.create,
                body: .arguments(Self.arguments), answer: BulkResult.schema,
                bodyLimit: .provision, "Creates many nodes with their ports.", create)
        ]
    }

    private func create(_ request: Request, _ context: APIContext) async throws -> Response {
        let items = try context.arguments.normalized(as: Self.arguments)["nodes"]?.array ?? []
        let limit = services.configuration.maximumBulkItems
        guard items.count <= limit else {
            throw APIError.invalid("A bulk call takes at most \(limit) nodes; split it", code: "too_many_items")
        }
        var results: [BulkResult] = []
        var rest: ArraySlice<BulkNodeItem> = []
        for (index, item) in items.enumerated() {
            if let body = item.object {
                rest.append(BulkNodeItem(index: index, body: body))
            } else {
                let refusal = APIError.invalid("A node that is to be created must be an object, not \(item.kind)")
                results.append(BulkResult(index, node: nil, failed: refusal))
            }
        }
        while !rest.isEmpty {
            let chunk = rest.prefix(services.configuration.bulkChunk)
            rest = rest.dropFirst(chunk.count)
            results += try await created(Array(chunk), context)
        }
        return BulkResult.answer(results.sorted { $0.index < $1.index })
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
        return results
    }
}
