import Hummingbird
import IngotContracts
import IngotModel
import IngotStorage

/// How many nodes each shard has.
struct ShardsController: Sendable {
    let services: APIServices

    var endpoints: [Endpoint] {
        let schema = ResourceSchema(
            name: "shard", fields: [.init("name", .text(maximum: 255)), .init("count", .number(0...Int64.max))])
        return [
            Endpoint(
                .get, "/shards", since: 82, .rule("baremetal:shards:get"), answer: .list("shards", of: schema),
                "Lists shards with the number of their nodes.", list)
        ]
    }

    private func list(_ request: Request, _ context: APIContext) async throws -> Response {
        let shards = try await services.store.read { try $0.nodes.shards() }
        // Nodes in no shard are counted under a word, as the peer has it; clients compare with it.
        return .json([
            "shards": .array(
                shards.map { ["name": .string($0.name ?? "None"), "count": JSONValue($0.count)] })
        ])
    }
}
