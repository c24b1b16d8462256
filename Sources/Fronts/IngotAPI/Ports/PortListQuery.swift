import IngotContracts
import IngotModel
import IngotStorage

/// Reads the filters and the page of a list of ports (contract: `routes.json`, `GET /v1/ports`).
struct PortListQuery: Sendable {
    static let parameters: [QueryParameter] =
        Page.parameters + [
            .init("node"), .init("node_uuid"), .init("address"), .init("portgroup", since: 24),
            .init("shard", since: 82), .init("description_contains"), .init("conductor_groups"),
        ]

    static let summaryParameters =
        parameters + [
            .init("fields", since: 8),
            .init(
                "detail", since: 43, refusal: .invalid("The query parameter 'detail' needs API version 1.43 or newer")),
        ]

    private var query = PortQuery()
    private let node: String?
    private let portgroup: String?

    /// - Throws: ``APIError``: 400, 403 and 406.
    init(_ parameters: QueryParameters, below parent: String?, page: Page, version: Microversion) throws {
        let node = try parameters.identifier("node_uuid", of: Node.self)?.text ?? parameters["node"]
        let exclusive = [node, parameters["portgroup"], parameters["shard"]].compactMap { $0 }
        guard exclusive.count < 2 else {
            throw APIError.forbidden(
                "Ports can be listed by node, by port group or by shard, not by several of them",
                code: "operation_not_permitted")
        }
        if parameters["conductor_groups"] != nil, !exclusive.isEmpty || parameters["address"] != nil {
            throw APIError.invalid("The filter 'conductor_groups' goes with no node, port group or address")
        }
        self.node = parent ?? node
        portgroup = parameters["portgroup"]
        if let text = parameters["address"] {
            guard let address = MACAddress(text) else {
                throw APIError.invalid("The query parameter 'address' must be a MAC address, not '\(text)'")
            }
            query.address = address
        }
        query.shards = parameters["shard"]?.split(separator: ",").map(String.init)
        query.conductorGroups = parameters.words("conductor_groups")
        query.descriptionContains = parameters["description_contains"]
        if let key = page.sortKey, key != "id" {
            try PortFields.table.checkSortKey(key, version: version)
            guard let sortKey = PortSortKey(rawValue: key) else {
                throw APIError.invalid("A list cannot be sorted by '\(key)'", code: "invalid_sort_key")
            }
            query.sortKey = sortKey
        }
        query.ascending = page.ascending
        query.marker = try parameters.identifier("marker", of: Port.self)
        query.limit = page.limit + 1
    }

    /// The ports of the page and one more where there is a next page.
    ///
    /// - Throws: ``APIError`` (404) for a node, port group or marker that is not there.
    func ports(_ transaction: Transaction, _ context: APIContext) throws -> [Port] {
        if let portgroup { throw APIError.notFound("portgroup", portgroup) }
        if let marker = query.marker, try transaction.ports.find(marker) == nil {
            throw APIError.notFound("port", marker.text)
        }
        var query = query
        if let node { query.node = try NodeReader.node(node, transaction, context).id }
        return try transaction.ports.list(query)
    }
}
