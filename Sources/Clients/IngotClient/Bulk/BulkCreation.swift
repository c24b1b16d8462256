import IngotModel

/// What a call that creates many nodes did about one of them.
public struct BulkCreation: Sendable, Hashable {
    /// The node; nil where it was refused.
    public var uuid: String?
    /// Its ports, in their order.
    public var ports: [String] = []
    /// Why nothing was created, in the shape of a call of its own; nil where it went well.
    public var refusal: ClientError?
}

extension Nodes {
    /// Few enough that a call is small and ends well before its deadline, and that every service takes them.
    private static let creationsPerCall = 100

    /// Creates many nodes, each with its `ports` or not at all; only Ingot knows this call, others answer 404.
    ///
    /// A node that is refused does not hold up the others: each has its own outcome, in the order of the nodes.
    ///
    /// - Throws: ``ClientError`` where the first call is refused as a whole; after that, what was done before must be
    ///   told.
    public func create(_ nodes: [Resource]) async throws -> [BulkCreation] {
        var outcomes: [BulkCreation] = []
        for start in stride(from: 0, to: nodes.count, by: Self.creationsPerCall) {
            let part = Array(nodes[start..<min(start + Self.creationsPerCall, nodes.count)])
            do {
                outcomes += try await creations(part)
            } catch let error as ClientError where start > 0 {
                outcomes += part.map { _ in BulkCreation(refusal: error) }
            }
        }
        return outcomes
    }

    private func creations(_ nodes: [Resource]) async throws -> [BulkCreation] {
        let call = Call("POST", ["v1", "bulk", "nodes"], body: ["nodes": JSONValue(nodes.map(\.json))])
        let results = try await client.send(call)["results"]?.array ?? []
        let byIndex = Dictionary(
            results.map { ($0["index"]?.integer ?? -1, $0) }, uniquingKeysWith: { first, _ in first })
        return nodes.enumerated().map { index, node in
            let attempted = "\(client.attempt(call)) for node \(node.name ?? node.uuid ?? "number \(index + 1)")"
            return BulkCreation(
                uuid: byIndex[index]?["uuid"]?.string,
                ports: (byIndex[index]?["ports"]?.array ?? []).compactMap(\.string),
                refusal: ClientError(
                    bulkResult: byIndex[index], attempted: attempted, of: Call("POST", ["v1", "nodes"])))
        }
    }
}

extension ClientError {
    /// The refusal of one item of a bulk call; nil where it went well. What is not in the answer at all was not done.
    ///
    /// - Parameter single: the call that would have been about this item alone.
    init?(bulkResult result: JSONValue?, attempted: String, of single: Call) {
        guard let result, let status = result["status"]?.integer else {
            self.init(
                reason: .unreadable, attempted: attempted, fault: "it says nothing about this node",
                advice: Advice.unreadable)
            return
        }
        guard !(200..<300).contains(status) else { return nil }
        self.init(
            reason: .refused(status: status), attempted: attempted,
            fault: result["error"]?["message"]?.string ?? "the service gave no reason",
            code: result["error"]?["code"]?.string, advice: Advice.forStatus(status, of: single))
    }
}
