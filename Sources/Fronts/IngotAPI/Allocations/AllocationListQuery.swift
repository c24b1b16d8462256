import IngotModel
import IngotStorage

/// Reads the filters of a list of allocations (contract: `routes.json`, `GET /v1/allocations`).
struct AllocationListQuery: Sendable {
    static let parameters: [QueryParameter] = [
        .init("node"), .init("resource_class"), .init("state"),
        .init("owner", since: AllocationFields.ownerSince),
    ]

    private var filter = AllocationFilter()
    /// A state that no allocation ever has is asked for.
    private let isVain: Bool
    private let node: String?

    /// - Throws: ``APIError``: 400, and 403 for what the caller may not list.
    init(_ query: QueryParameters, _ context: APIContext) throws {
        filter.owner = try context.project(
            listing: AllocationAccess.listAll, own: AllocationAccess.list, asked: query["owner"])
        filter.resourceClass = query["resource_class"]
        filter.state = query["state"].flatMap(Allocation.State.init)
        isVain = query["state"] != nil && filter.state == nil
        node = query["node"]
    }

    /// - Throws: ``APIError``: 400 for a node that is not there, 404 for such a marker.
    func allocations(_ page: Page, _ transaction: Transaction, _ context: APIContext) throws -> [Allocation] {
        var filter = filter
        if let node {
            guard let found = try transaction.nodes.resolve(node), context.allows(NodeRules.get, found.policyTarget)
            else { throw APIError.invalid("No node '\(node)' was found", code: "node_not_found") }
            filter.node = found.id
        }
        if isVain { return [] }
        return try page.records(filter, of: "allocation", in: transaction.allocations) {
            context.allows(AllocationAccess.get, $0.policyTarget)
        }
    }
}
