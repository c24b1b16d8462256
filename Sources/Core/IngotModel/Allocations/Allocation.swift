/// Somebody's wish for a node of a kind, and the node that was found for it.
package struct Allocation: StoredResource, Hashable {
    package enum State: String, Sendable, Hashable, CaseIterable, Codable {
        /// A node is being looked for.
        case allocating
        /// The node is the caller's.
        case active
        /// None was found; ``Allocation/lastError`` says why.
        case error
    }

    package var id: AllocationID
    package var revision: Int64 = 0
    package var createdAt: Timestamp
    package var updatedAt: Timestamp?
    package var name: String?
    /// The node that was found. A node belongs to one allocation at most.
    package var node: NodeID?
    package var resourceClass: String?
    /// What the node must have, all of them.
    package var traits: [String] = []
    /// The only nodes that may be taken; any where it is empty.
    package var candidateNodes: [NodeID] = []
    /// The project that it is for.
    package var owner: String?
    package var state = State.allocating
    package var lastError: String?
    package var extra: [String: JSONValue] = [:]

    package init(id: AllocationID, createdAt: Timestamp) {
        self.id = id
        self.createdAt = createdAt
    }
}
