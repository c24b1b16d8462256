extension IngotClient {
    /// What the caller is to the service and which rules decide, where it is asked of a node about that node; only
    /// Ingot knows this call.
    public func whoami(node: String? = nil) async throws -> Resource {
        Resource(try await send(Call("GET", ["v1", "whoami"], query: node.map { ["node": $0] } ?? [:])))
    }
}
