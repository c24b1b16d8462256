/// The processes that act on machines: `/v1/conductors`.
public struct Conductors: Sendable {
    let client: IngotClient

    /// Lists conductors; with `detail` also their drivers and times.
    public func list(detail: Bool = false) async throws -> [Resource] {
        try await client.list("conductors", at: ["v1", "conductors"], query: detail ? ["detail": "true"] : [:])
    }

    public func show(_ hostname: String) async throws -> Resource {
        Resource(try await client.send(Call("GET", ["v1", "conductors", hostname])))
    }

    /// How the conductors share the nodes, which of them are draining, and how much work is under way.
    public func cluster() async throws -> Resource {
        Resource(try await client.send(Call("GET", ["v1", "cluster"])))
    }

    /// Has a conductor take nothing new, or lets it take work again.
    public func setDraining(_ hostname: String, _ isDraining: Bool) async throws {
        _ = try await client.send(Call(isDraining ? "POST" : "DELETE", ["v1", "conductors", hostname, "drain"]))
    }

    /// How the conductor's periodic jobs stand, as it wrote that last.
    public func jobs(_ hostname: String) async throws -> [Resource] {
        try await client.list("jobs", at: ["v1", "conductors", hostname, "jobs"], query: [:])
    }
}
