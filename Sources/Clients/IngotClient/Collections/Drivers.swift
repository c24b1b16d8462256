/// The hardware types that the service's conductors offer: `/v1/drivers`.
public struct Drivers: Sendable {
    let client: IngotClient

    /// Lists drivers; with `detail` also their interfaces.
    public func list(detail: Bool = false) async throws -> [Resource] {
        try await client.list("drivers", at: ["v1", "drivers"], query: detail ? ["detail": "true"] : [:])
    }

    public func show(_ driver: String) async throws -> Resource {
        Resource(try await client.send(Call("GET", ["v1", "drivers", driver])))
    }
}
