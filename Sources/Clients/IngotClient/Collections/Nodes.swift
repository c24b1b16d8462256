import IngotModel

/// The machines: `/v1/nodes`. A node is named by its UUID or by its name.
public struct Nodes: Sendable {
    let client: IngotClient

    /// Lists nodes; `query` holds the API's filters, `fields`, `sort_key`, `limit` and so on.
    public func list(_ query: [String: String] = [:]) async throws -> [Resource] {
        try await client.list("nodes", at: ["v1", "nodes"], query: query)
    }

    public func show(_ node: String, fields: [String] = []) async throws -> Resource {
        let query = fields.isEmpty ? [:] : ["fields": fields.joined(separator: ",")]
        return Resource(try await client.send(Call("GET", path(node), query: query)))
    }

    public func create(_ node: Resource) async throws -> Resource {
        Resource(try await client.send(Call("POST", ["v1", "nodes"], body: node.json)))
    }

    /// Changes fields; `resettingInterfaces` returns the interfaces that are not named to the new driver's defaults.
    public func update(_ node: String, _ changes: [AttributeChange], resettingInterfaces: Bool = false) async throws
        -> Resource
    {
        let query = resettingInterfaces ? ["reset_interfaces": "true"] : [:]
        return Resource(
            try await client.send(Call("PATCH", path(node), query: query, body: JSONValue(changes.map(\.json)))))
    }

    public func delete(_ node: String) async throws {
        _ = try await client.send(Call("DELETE", path(node)))
    }

    /// Asks for a verb of the node's life, such as `manage` or `active`; it is carried out after the call returns.
    ///
    /// - Parameter arguments: what goes with the verb, such as `configdrive` or `deploy_steps`.
    public func provision(_ node: String, target: String, arguments: Resource? = nil) async throws {
        var body = arguments?.json.object ?? [:]
        body["target"] = .string(target)
        _ = try await client.send(Call("PUT", path(node) + ["states", "provision"], body: JSONValue(body)))
    }

    /// Asks for a power state: `power on`, `power off`, `rebooting`, `soft power off` or `soft rebooting`.
    public func setPower(_ node: String, target: String, timeoutSeconds: Int? = nil) async throws {
        var body: [String: JSONValue] = ["target": .string(target)]
        body["timeout"] = timeoutSeconds.map { JSONValue($0) }
        _ = try await client.send(Call("PUT", path(node) + ["states", "power"], body: JSONValue(body)))
    }

    /// Takes the node out of Ingot's hands while somebody works on it.
    public func setMaintenance(_ node: String, reason: String? = nil) async throws {
        let body: JSONValue = reason.map { ["reason": .string($0)] } ?? [:]
        _ = try await client.send(Call("PUT", path(node) + ["maintenance"], body: body))
    }

    public func clearMaintenance(_ node: String) async throws {
        _ = try await client.send(Call("DELETE", path(node) + ["maintenance"]))
    }

    /// Power, provision and target states, with the last error.
    public func states(_ node: String) async throws -> Resource {
        Resource(try await client.send(Call("GET", path(node) + ["states"])))
    }

    /// Whether each interface has what it needs: `{interface: {result, reason}}`.
    public func validate(_ node: String) async throws -> Resource {
        Resource(try await client.send(Call("GET", path(node) + ["validate"])))
    }

    /// What a verb would do with what goes with it, without doing it; refused as the verb would be. Only Ingot knows
    /// it.
    public func planProvision(_ node: String, target: String, arguments: Resource? = nil) async throws -> Resource {
        var body = arguments?.json.object ?? [:]
        body["target"] = .string(target)
        return try await dryRun(node, "provision", body)
    }

    /// What a change of power would do, without doing it; refused as the change would be. Only Ingot knows it.
    public func planPower(_ node: String, target: String) async throws -> Resource {
        try await dryRun(node, "power", ["target": .string(target)])
    }

    private func dryRun(_ node: String, _ states: String, _ body: [String: JSONValue]) async throws -> Resource {
        let call = Call(
            "PUT", path(node) + ["states", states], query: ["dry_run": "true"], body: JSONValue(body))
        return Resource(try await client.send(call))
    }

    /// What `verb`, or a power target, would do to the node, with all that stands in its way; only Ingot knows this
    /// call.
    public func plan(_ node: String, target verb: String) async throws -> Resource {
        Resource(try await client.send(Call("GET", path(node) + ["plan"], query: ["target": verb])))
    }

    /// What was done to the node, run by run, the newest last; only Ingot knows this call.
    public func timeline(_ node: String, query: [String: String] = [:]) async throws -> Resource {
        Resource(try await client.send(Call("GET", path(node) + ["timeline"], query: query)))
    }

    func path(_ node: String) -> [String] { ["v1", "nodes", node] }
}
