import IngotModel

/// The traits of one thing: of a node, what it can do; of a runbook, what a node needs for it.
public struct Traits: Sendable {
    let client: IngotClient
    let path: [String]

    public func list() async throws -> [String] {
        try await client.send(Call("GET", path))["traits"]?.array?.compactMap(\.string) ?? []
    }

    /// Puts these traits in the place of all that there are.
    public func replace(with traits: [String]) async throws {
        let body: JSONValue = ["traits": JSONValue(traits.map(JSONValue.string))]
        _ = try await client.send(Call("PUT", path, body: body))
    }

    public func add(_ trait: String) async throws {
        _ = try await client.send(Call("PUT", path + [trait]))
    }

    public func remove(_ trait: String) async throws {
        _ = try await client.send(Call("DELETE", path + [trait]))
    }

    public func removeAll() async throws {
        _ = try await client.send(Call("DELETE", path))
    }
}

extension IngotClient {
    public func traits(ofNode node: String) -> Traits { Traits(client: self, path: ["v1", "nodes", node, "traits"]) }

    public func traits(ofRunbook runbook: String) -> Traits {
        Traits(client: self, path: ["v1", "runbooks", runbook, "traits"])
    }
}
