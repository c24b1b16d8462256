import IngotContracts
import IngotModel
import IngotStorage

/// Reads the filters and the page of a list of nodes.
enum NodeListQuery {
    /// Every parameter with the version from which it exists (contract: `routes.json`, `GET /v1/nodes`).
    static let parameters: [QueryParameter] = [
        .init("chassis_uuid", .uuid), .init("instance_uuid", .uuid), .init("associated", .flag),
        .init("maintenance", .flag), .init("retired", .flag), .init("provision_state", since: 9),
        .init("driver", since: 16), .init("resource_class", since: 21), .init("fault", since: 42),
        .init("conductor_group", since: 46), .init("conductor", since: 49), .init("owner", since: 50),
        .init("description_contains"), .init("lessee", since: 65), .init("project"),
        .init("shard", .words, since: 82), .init("sharded", .flag, since: 82),
        .init("include_children", .flag, since: 83), .init("parent_node", since: 83),
        .init("instance_name", since: 104),
    ]

    /// - Throws: ``APIError``: 400 as for the parameters, 403 where the caller may not list.
    static func read(_ query: QueryParameters, _ context: APIContext) throws -> NodeQuery {
        var result = NodeQuery()
        result.provisionState = try state(query["provision_state"])
        result.driver = query["driver"]
        result.maintenance = try query.flag("maintenance")
        result.associated = try query.flag("associated")
        result.instanceID = try query.identifier("instance_uuid", of: Node.self)?.text
        result.instanceName = query["instance_name"]
        result.resourceClass = query["resource_class"]
        result.conductorGroup = query["conductor_group"]?.lowercased()
        result.conductor = query["conductor"].flatMap { $0.isEmpty ? nil : $0 }
        result.owner = query["owner"]
        result.lessee = query["lessee"]
        result.project = try context.project(
            listing: NodeRules.listAll, own: NodeRules.list, asked: query["project"].flatMap { $0.isEmpty ? nil : $0 })
        result.fault = try fault(query["fault"])
        result.shards = query["shard"].map { _ in query.list("shard") ?? [] }
        result.isSharded = try query.flag("sharded")
        result.isRetired = try query.flag("retired")
        result.chassisID = try chassis(query, context)?.text
        result.descriptionContains = query["description_contains"]
        result.includeChildren = try query.flag("include_children") ?? false
        // Whoever wants parents and children alike gets all of them, whatever parent is named.
        result.parentNode = result.includeChildren ? nil : query["parent_node"]
        return result
    }

    /// The chassis that the path or the query names.
    private static func chassis(_ query: QueryParameters, _ context: APIContext) throws -> ChassisID? {
        guard context.parameters.get(ChassisCollection.parameter) != nil else {
            return try query.identifier("chassis_uuid", of: Chassis.self)
        }
        return try Chassis.identifier(try context.reference(ChassisCollection.parameter))
    }

    private static func fault(_ word: String?) throws -> String? {
        guard let word else { return nil }
        guard Fault(rawValue: word) != nil else {
            let words = Fault.allCases.map(\.rawValue).joined(separator: ", ")
            throw APIError.invalid("There is no fault '\(word)'; there are: \(words)")
        }
        return word
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
