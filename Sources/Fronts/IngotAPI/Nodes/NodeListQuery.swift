import IngotContracts
import IngotModel
import IngotStorage

/// Reads the filters and the page of a list of nodes.
enum NodeListQuery {
    /// Every parameter with the version from which it exists (contract: `routes.json`, `GET /v1/nodes`).
    static let parameters: [QueryParameter] =
        Page.parameters + [
            .init("chassis_uuid"), .init("instance_uuid"), .init("associated"), .init("maintenance"),
            .init("retired"), .init("provision_state", since: 9), .init("driver", since: 16),
            .init("resource_class", since: 21), .init("fault", since: 42), .init("conductor_group", since: 46),
            .init("conductor", since: 49), .init("owner", since: 50), .init("description_contains"),
            .init("lessee", since: 65), .init("project"), .init("shard", since: 82), .init("sharded", since: 82),
            .init("include_children", since: 83), .init("parent_node", since: 83), .init("instance_name", since: 104),
        ]

    static let summaryParameters =
        parameters + [
            .init("fields", since: 8),
            .init(
                "detail", since: 43, refusal: .invalid("The query parameter 'detail' needs API version 1.43 or newer")),
        ]

    /// One node more than the page is asked for, so that the answer knows whether there is a next page.
    ///
    /// - Throws: ``APIError``: 400 and 406 as for the parameters; 404 for a parent node that is not there.
    static func read(
        _ query: QueryParameters, page: Page, version: Microversion
    ) throws -> NodeQuery {
        var result = NodeQuery()
        result.provisionState = try state(query["provision_state"])
        result.driver = query["driver"]
        result.maintenance = try query.flag("maintenance")
        result.associated = try query.flag("associated")
        result.instanceID = try query.identifier("instance_uuid", of: Node.self)?.text
        result.instanceName = query["instance_name"]
        result.resourceClass = query["resource_class"]
        result.conductorGroup = query["conductor_group"]?.lowercased()
        result.conductor = query["conductor"]
        result.owner = query["owner"]
        result.lessee = query["lessee"]
        result.project = query["project"]
        result.fault = query["fault"]
        result.shards = query["shard"]?.split(separator: ",").map(String.init)
        result.isSharded = try query.flag("sharded")
        result.isRetired = try query.flag("retired")
        result.chassisID = try query.identifier("chassis_uuid", of: Node.self)?.text
        result.descriptionContains = query["description_contains"]
        result.parentNode = query["parent_node"]
        result.includeChildren = try query.flag("include_children") ?? false
        if let key = page.sortKey, key != "id" {
            try NodeFields.table.checkSortKey(key, version: version)
            guard let sortKey = NodeSortKey(rawValue: key) else {
                throw APIError.invalid("A list cannot be sorted by '\(key)'", code: "invalid_sort_key")
            }
            result.sortKey = sortKey
        }
        result.ascending = page.ascending
        result.marker = try query.identifier("marker", of: Node.self)
        result.limit = page.limit + 1
        return result
    }

    private static func state(_ word: String?) throws -> ProvisionState? {
        guard let word else { return nil }
        guard let state = ProvisionState(rawValue: word) else {
            let words = ProvisionState.allCases.map(\.rawValue).joined(separator: ", ")
            throw APIError.invalid("There is no provision state '\(word)'; there are: \(words)")
        }
        return state
    }
}
