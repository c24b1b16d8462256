import IngotModel
import IngotStorage

/// Takes allocations back, where their nodes' states allow it.
struct AllocationRelease: Sendable {
    let services: APIServices

    /// - Throws: ``APIError`` (409) while the node is active or on its way somewhere, unless it is in maintenance.
    func delete(_ allocation: Allocation, _ transaction: Transaction) throws {
        if var node = try allocation.node.flatMap({ try transaction.nodes.find($0) }) {
            try NodeWriter.checkUnlocked(node.id, transaction, now: services.now)
            if let objection = allocation.releaseObjection(from: node) {
                throw APIError.conflict(
                    "Allocation \(allocation.id) cannot be taken from node \(node.id), as \(objection); undeploy the"
                        + " node, or set maintenance", code: "invalid_state")
            }
            node.leaveAllocation(at: services.now)
            try transaction.nodes.update(node)
        }
        try transaction.allocations.delete(allocation.id)
        transaction.ringAfterCommit()
    }
}
