import IngotModel

/// What is known of a node besides its own fields.
extension Nodes {
    /// The network attachments of the node, by their identifiers.
    public func vifs(_ node: String) async throws -> [Resource] { try await part("vifs", of: node) }

    /// Attaches a network; `information` may choose the port.
    public func attachVIF(_ node: String, _ vif: String, information: Resource? = nil) async throws {
        var body = information?.json.object ?? [:]
        body["id"] = .string(vif)
        _ = try await client.send(Call("POST", path(node) + ["vifs"], body: JSONValue(body)))
    }

    public func detachVIF(_ node: String, _ vif: String) async throws {
        _ = try await client.send(Call("DELETE", path(node) + ["vifs", vif]))
    }

    /// The BIOS settings as they were last read; with `detail` also what each may be.
    public func biosSettings(_ node: String, detail: Bool = false) async throws -> [Resource] {
        try await part("bios", of: node, query: detail ? ["detail": "true"] : [:])
    }

    public func biosSetting(_ node: String, _ name: String) async throws -> Resource {
        let answer = try await client.send(Call("GET", path(node) + ["bios", name]))
        return Resource(answer[name] ?? answer)
    }

    /// The components whose firmware is known.
    public func firmware(_ node: String) async throws -> [Resource] { try await part("firmware", of: node) }

    /// What has happened to the node; with `detail` also who asked for it.
    public func history(_ node: String, query: [String: String] = [:]) async throws -> [Resource] {
        try await client.list("history", at: path(node) + ["history"], query: query)
    }

    public func historyEntry(_ node: String, _ entry: String) async throws -> Resource {
        Resource(try await client.send(Call("GET", path(node) + ["history", entry])))
    }

    /// What the last inspection found: `{inventory, plugin_data}`.
    public func inventory(_ node: String) async throws -> Resource {
        Resource(try await client.send(Call("GET", path(node) + ["inventory"])))
    }

    /// The UUIDs of the nodes that are parts of this one.
    public func children(_ node: String) async throws -> [String] {
        try await client.send(Call("GET", path(node) + ["children"]))["children"]?.array?.compactMap(\.string) ?? []
    }

    /// Who holds the node, for what and until when.
    public func lease(_ node: String) async throws -> Resource {
        Resource(try await client.send(Call("GET", path(node) + ["lease"])))
    }

    /// Takes the node from the conductor that holds it; what it was doing goes on from its journal.
    public func breakLease(_ node: String) async throws {
        _ = try await client.send(Call("DELETE", path(node) + ["lease"]))
    }

    /// What was asked of the node and has not begun, with its place in line.
    public func queue(_ node: String) async throws -> [Resource] {
        (try await client.send(Call("GET", path(node) + ["queue"]))["requests"]?.array ?? []).map(Resource.init)
    }

    private func part(_ name: String, of node: String, query: [String: String] = [:]) async throws -> [Resource] {
        (try await client.send(Call("GET", path(node) + [name], query: query))[name]?.array ?? []).map(Resource.init)
    }
}
