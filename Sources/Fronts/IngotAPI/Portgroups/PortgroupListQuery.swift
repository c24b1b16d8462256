import IngotModel
import IngotStorage

/// Reads the filters of a list of port groups (contract: `routes.json`, `GET /v1/portgroups`).
struct PortgroupListQuery: Sendable {
    static let parameters: [QueryParameter] = [
        .init("node"), .init("address"), .init("shard", .words, since: 106), .init("conductor_groups", .words),
    ]

    private static let listAll = "baremetal:portgroup:list_all"

    private var filter = PortgroupFilter()
    private let parent: String?
    private let node: String?

    /// - Throws: ``APIError``: 400 and 403.
    init(_ parameters: QueryParameters, _ context: APIContext) throws {
        filter.project = try context.project(listing: Self.listAll, own: "baremetal:portgroup:list")
        let given = Self.parameters.map(\.name).filter { parameters[$0] != nil }
        guard given.count < 2 else {
            throw APIError.invalid(
                "Port groups can be listed by one of \(given.joined(separator: ", ")), not by several of them")
        }
        parent = try context.parameters.get("node").map { _ in try context.reference("node") }
        node = parameters["node"]
        if let text = parameters["address"] {
            guard let address = MACAddress(text) else {
                throw APIError.invalid("The query parameter 'address' must be a MAC address, not '\(text)'")
            }
            filter.address = address
        }
        filter.shards = parameters.list("shard")
        filter.conductorGroups = parameters.list("conductor_groups")?.map { $0.lowercased() }
    }

    /// The port groups of the page and one more where there is a next page.
    ///
    /// - Throws: ``APIError`` (404) for a node or marker that is not there.
    func portgroups(_ page: Page, _ transaction: Transaction, _ context: APIContext) throws -> [Portgroup] {
        var filter = filter
        if let parent {
            filter.node = try NodeReader.node(parent, transaction, context).id
        } else if let node {
            filter.node = try NodeReader.id(node, filtering: Self.listAll, transaction, context)
        }
        return try page.records(filter, of: "portgroup", in: transaction.portgroups) {
            try NodeChildAccess.visible($0.node, transaction, context) != nil
        }
    }
}
