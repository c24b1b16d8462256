import Hummingbird
import IngotContracts
import IngotModel
import IngotStorage

/// Ingot's own extension: what was done to a node.
struct TimelineController: Sendable {
    let services: APIServices

    /// How many runs are shown where nobody says.
    private static let standardLimit = 20
    /// Runs come with all their entries, so that a page of them is a small one.
    private static let maximumLimit = 100

    var endpoints: [Endpoint] {
        [
            Endpoint(
                .get, "/nodes/{node}/timeline", .node("baremetal:node:history:get"),
                query: [.init("limit", .number), .init("run", .uuid)], answer: .values("runs"),
                "Tells what was done to a node.", timeline)
        ]
    }

    private func timeline(_ request: Request, _ context: APIContext) async throws -> Response {
        let query = context.query
        let page = try Page(query, maximum: min(Self.maximumLimit, services.configuration.maximumPageSize))
        let limit = query["limit"] == nil ? min(Self.standardLimit, page.limit) : page.limit
        let wanted = try query.identifier("run", of: Run.self)
        let reference = try context.reference("node")
        let now = services.now
        let runs = try await services.store.read { transaction in
            let node = try NodeReader.node(reference, transaction, context)
            let runs = try Self.runs(of: node, wanted, limit: limit, transaction)
            let entries = Dictionary(grouping: try transaction.journal.entries(runs: runs.map(\.id)), by: \.run)
            return runs.map { RunTimeline(run: $0, entries: entries[$0.id] ?? [], now: now) }
        }
        return .json(["runs": .array(runs.map(\.json))])
    }

    private static func runs(
        of node: Node, _ wanted: RunID?, limit: Int, _ transaction: Transaction
    ) throws -> [Run] {
        guard let wanted else { return try transaction.runs.list(node.id, limit: limit) }
        guard let run = try transaction.runs.find(wanted), run.node == node.id else {
            throw APIError.notFound("run", wanted.text)
        }
        return [run]
    }
}
