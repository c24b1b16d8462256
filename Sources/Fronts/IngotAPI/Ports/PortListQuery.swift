import IngotContracts
import IngotModel
import IngotStorage

/// Reads the filters and the page of a list of ports (contract: `routes.json`, `GET /v1/ports`).
struct PortListQuery: Sendable {
    static let parameters: [QueryParameter] = [
        .init("node"), .init("node_uuid", .uuid), .init("address"), .init("portgroup", since: 24),
        .init("shard", .words, since: 82), .init("description_contains"), .init("conductor_groups", .words),
    ]

    private static let listAll = "baremetal:port:list_all"

    private var query = PortQuery()
    private let parent: String?
    private let node: String?
    private let portgroup: String?

    /// - Throws: ``APIError``: 400 and 403.
    init(_ parameters: QueryParameters, _ context: APIContext) throws {
        parent = try context.parameters.get("node").map { _ in try context.reference("node") }
        query.project = try context.project(listing: Self.listAll, own: "baremetal:port:list")
        node = try parameters.identifier("node_uuid", of: Node.self)?.text ?? parameters["node"]
        portgroup =
            try context.parameters.get("portgroup").map { _ in try context.reference("portgroup") }
            ?? parameters["portgroup"]
        let shards = parameters.list("shard")
        let exclusive = [node != nil, portgroup != nil, shards != nil].filter { $0 }
        guard exclusive.count < 2 else {
            throw APIError.forbidden(
                "Ports can be listed by node, by port group or by shard, not by several of them",
                code: "operation_not_permitted")
        }
        query.conductorGroups = parameters.list("conductor_groups")?.map { $0.lowercased() }
        if query.conductorGroups != nil, !exclusive.isEmpty || parameters["address"] != nil {
            throw APIError.invalid("The filter 'conductor_groups' goes with no node, port group or address")
        }
        if let text = parameters["address"] {
            guard let address = MACAddress(text) else {
                throw APIError.invalid("The query parameter 'address' must be a MAC address, not '\(text)'")
            }
            query.address = address
        }
        query.shards = shards
        query.descriptionContains = parameters["description_contains"].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// The ports of the page and one more where there is a next page.
    ///
    /// - Throws: ``APIError`` (404) for a node, port group or marker that is not there.
    func ports(_ page: Page, _ transaction: Transaction, _ context: APIContext) throws -> [Port] {
        var query = query
        if let portgroup {
            guard let found = try transaction.portgroups.resolve(portgroup) else {
                throw APIError.notFound("portgroup", portgroup)
            }
            try NodeChildAccess.check(
                "baremetal:portgroup:get", on: found.node, of: "portgroup", portgroup, transaction, context)
            query.portgroup = found.id.text
        }
        try page.apply(to: &query)
        if let marker = query.marker {
            guard let last = try transaction.ports.find(marker),
                try NodeChildAccess.visible(last.node, transaction, context) != nil
            else { throw APIError.notFound("port", marker.text) }
        }
        if let parent {
            query.node = try NodeReader.node(parent, transaction, context).id
        } else if let node {
            query.node = try NodeReader.id(node, filtering: Self.listAll, transaction, context)
        }
        return try transaction.ports.list(query)
    }
}
