/// The machines' network interfaces: `/v1/ports`.
public struct Ports: Sendable {
    let client: IngotClient

    /// Lists ports; `query` holds the API's filters, such as `node` or `address`.
    public func list(_ query: [String: String] = [:]) async throws -> [Resource] {
        try await client.list("ports", at: ["v1", "ports"], query: query)
    }

    public func show(_ port: String, fields: [String] = []) async throws -> Resource {
        let query = fields.isEmpty ? [:] : ["fields": fields.joined(separator: ",")]
        return Resource(try await client.send(Call("GET", ["v1", "ports", port], query: query)))
    }

    public func create(_ port: Resource) async throws -> Resource {
        Resource(try await client.send(Call("POST", ["v1", "ports"], body: port.json)))
    }

    public func delete(_ port: String) async throws {
        _ = try await client.send(Call("DELETE", ["v1", "ports", port]))
    }
}
