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
}
