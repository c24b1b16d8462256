import HTTPTypes

/// What the field's server answers though nothing describes it, as some of its clients live on it.
///
/// Neither the contract nor our own description of the API knows these routes.
extension APIEndpoints {
    static func undescribed(_ services: APIServices) -> [Endpoint] {
        versioned(services).compactMap(\.namingNodeLast)
            + [HeartbeatController(services: services).alias.refusingItself, unknownState]
    }

    /// Whatever else is set below a node's states is refused as a method, while reading it finds nothing.
    private static let unknownState = Endpoint(
        .get, "\(nodeStates)/{part}", .callers, answer: .refusal, "Says that there is nothing."
    ) { _, _ in throw APIError.noRoute }

    fileprivate static let nodeStates = "/nodes/{node}/states"
}

extension Endpoint {
    /// `/nodes/states/console/{node}` for `/nodes/{node}/states/console`; nil where the route is not about a node's
    /// states.
    fileprivate var namingNodeLast: Endpoint? {
        guard path.hasPrefix(APIEndpoints.nodeStates) else { return nil }
        var endpoint = self
        endpoint.path = "/nodes/states\(path.dropFirst(APIEndpoints.nodeStates.count))/{node}"
        return endpoint
    }
}
