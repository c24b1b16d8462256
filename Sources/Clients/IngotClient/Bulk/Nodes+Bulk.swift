import IngotModel

/// Calls about many nodes at once; only Ingot knows them, others answer 404.
///
/// A node that is refused does not hold up the others: each has its own outcome, in the order of the nodes.
extension Nodes {
    /// Asks for a verb on many nodes; see ``provision(_:target:arguments:)``.
    public func provision(_ nodes: [String], target: String, arguments: Resource? = nil) async throws -> [BulkOutcome] {
        var body = arguments?.json.object ?? [:]
        body["target"] = .string(target)
        return try await bulk(["states", "provision"], nodes, body)
    }

    /// Asks for a power state of many nodes; see ``setPower(_:target:timeoutSeconds:)``.
    public func setPower(_ nodes: [String], target: String, timeoutSeconds: Int? = nil) async throws -> [BulkOutcome] {
        var body: [String: JSONValue] = ["target": .string(target)]
        body["timeout"] = timeoutSeconds.map { JSONValue($0) }
        return try await bulk(["states", "power"], nodes, body)
    }

    /// Takes many nodes out of Ingot's hands.
    public func setMaintenance(_ nodes: [String], reason: String? = nil) async throws -> [BulkOutcome] {
        var body: [String: JSONValue] = ["maintenance": true]
        body["reason"] = reason.map(JSONValue.string)
        return try await bulk(["maintenance"], nodes, body)
    }

    /// Gives many nodes back into Ingot's hands.
    public func clearMaintenance(_ nodes: [String]) async throws -> [BulkOutcome] {
        try await bulk(["maintenance"], nodes, ["maintenance": false])
    }
}

extension Nodes {
    /// Few enough that a call ends well before its deadline, and that every service takes them.
    private static let nodesPerCall = 100

    /// Makes the calls that all of the nodes take; a node that is named twice is asked once.
    ///
    /// - Throws: ``ClientError`` where the first call is refused as a whole; after that, what was done before must be
    ///   told.
    func bulk(_ path: [String], _ nodes: [String], _ body: [String: JSONValue]) async throws -> [BulkOutcome] {
        var seen: Set<String> = []
        let nodes = nodes.filter { seen.insert($0.lowercased()).inserted }
        var outcomes: [BulkOutcome] = []
        for start in stride(from: 0, to: nodes.count, by: Self.nodesPerCall) {
            let part = Array(nodes[start..<min(start + Self.nodesPerCall, nodes.count)])
            do {
                outcomes += try await bulkCall(path, part, body)
            } catch let error as ClientError where start > 0 {
                outcomes += part.map { BulkOutcome(node: $0, refusal: error) }
            }
        }
        return outcomes
    }

    private func bulkCall(
        _ path: [String], _ nodes: [String], _ body: [String: JSONValue]
    ) async throws -> [BulkOutcome] {
        var body = body
        body["nodes"] = JSONValue(nodes.map(JSONValue.string))
        let call = Call("POST", ["v1", "bulk"] + path, body: JSONValue(body))
        let results = try await client.send(call)["results"]?.array ?? []
        let byIndex = Dictionary(
            results.map { ($0["index"]?.integer ?? -1, $0) }, uniquingKeysWith: { first, _ in first })
        return nodes.enumerated().map { index, node in
            BulkOutcome(
                node: node,
                refusal: ClientError(
                    bulkResult: byIndex[index], attempted: "\(client.attempt(call)) for node \(node)",
                    of: Call("PUT", self.path(node) + path)))
        }
    }
}
