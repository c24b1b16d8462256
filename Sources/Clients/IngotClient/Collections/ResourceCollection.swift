import IngotModel

/// Things of one kind that the service keeps under one path, such as `/v1/ports`.
public struct ResourceCollection: Sendable {
    let client: IngotClient
    let path: [String]
    /// The name of the list in answers.
    let member: String

    init(_ client: IngotClient, _ path: String..., member: String? = nil) {
        self.client = client
        self.path = ["v1"] + path
        self.member = member ?? path.last ?? ""
    }

    /// Lists the things; `query` holds the API's filters, `fields`, `sort_key`, `limit` and so on.
    public func list(_ query: [String: String] = [:]) async throws -> [Resource] {
        try await client.list(member, at: path, query: query)
    }

    public func show(_ reference: String, fields: [String] = []) async throws -> Resource {
        let query = fields.isEmpty ? [:] : ["fields": fields.joined(separator: ",")]
        return Resource(try await client.send(Call("GET", path + [reference], query: query)))
    }

    public func create(_ resource: Resource) async throws -> Resource {
        Resource(try await client.send(Call("POST", path, body: resource.json)))
    }

    public func update(_ reference: String, _ changes: [AttributeChange]) async throws -> Resource {
        Resource(try await client.send(Call("PATCH", path + [reference], body: JSONValue(changes.map(\.json)))))
    }

    public func delete(_ reference: String) async throws {
        _ = try await client.send(Call("DELETE", path + [reference]))
    }
}

extension IngotClient {
    /// The machines' network interfaces.
    public var ports: ResourceCollection { ResourceCollection(self, "ports") }
    /// Network interfaces that work as one.
    public var portgroups: ResourceCollection { ResourceCollection(self, "portgroups") }
    /// What machines sit in.
    public var chassis: ResourceCollection { ResourceCollection(self, "chassis") }
    /// Claims on a machine.
    public var allocations: ResourceCollection { ResourceCollection(self, "allocations") }
    /// Steps of a deployment that a trait brings in.
    public var deployTemplates: ResourceCollection { ResourceCollection(self, "deploy_templates") }
    /// Named lists of steps.
    public var runbooks: ResourceCollection { ResourceCollection(self, "runbooks") }
    /// What is done with what an inspection found.
    public var inspectionRules: ResourceCollection { ResourceCollection(self, "inspection_rules") }
    /// How machines reach volumes.
    public var volumeConnectors: ResourceCollection { ResourceCollection(self, "volume", "connectors") }
    /// The volumes of machines.
    public var volumeTargets: ResourceCollection { ResourceCollection(self, "volume", "targets") }
    /// The shards that nodes belong to, with the number of nodes in each; they can only be listed.
    public var shards: ResourceCollection { ResourceCollection(self, "shards") }
}
