import AsyncToolkit
import IngotModel
import IngotStorage

/// Changes nodes on behalf of callers: never one that a conductor holds, never over somebody else's change.
struct NodeWriter: Sendable {
    let services: APIServices

    /// Runs `body` with the node in one write transaction, and shows what became of the node.
    func edit(
        _ reference: String, _ context: APIContext,
        _ change: @escaping @Sendable (inout Node, Transaction) throws -> Void
    ) async throws -> NodeView {
        let now = services.now
        return try await withPatience {
            try await services.store.write { transaction in
                var node = try NodeReader.node(reference, transaction, context)
                try Self.checkUnlocked(node.id, transaction, now: now)
                let before = node
                try change(&node, transaction)
                if node != before {
                    node.signMaintenance(was: before, by: context.caller)
                    node.updatedAt = now
                    node = try transaction.nodes.update(node)
                    transaction.ringAfterCommit()
                }
                return try NodeReader.view(of: node, transaction, context, now: now)
            }
        }
    }

    /// - Throws: ``APIError`` (409) that names who holds the node, for what, since when.
    static func checkUnlocked(_ node: NodeID, _ transaction: Transaction, now: Timestamp) throws {
        if let lease = try transaction.leases.find(node), lease.expiresAt > now { throw APIError.locked(by: lease) }
    }

    /// Repeats `body` while the node is locked or was changed by somebody else, for as long as the configuration says.
    ///
    /// Conductors hold nodes for moments most of the time; a caller should not have to know.
    func withPatience<Value: Sendable>(_ body: @Sendable () async throws -> Value) async throws -> Value {
        let deadline = ContinuousClock.now + services.configuration.lockPatience
        while true {
            let rings = services.store.bell.rings
            do {
                return try await body()
            } catch let error where Self.mayPass(error) && ContinuousClock.now < deadline {
                let wait = min(services.configuration.pollInterval, deadline - ContinuousClock.now)
                await services.store.bell.wait(after: rings, atMost: wait, on: ContinuousClock())
                try Task.checkCancellation()
            }
        }
    }

    private static func mayPass(_ error: any Error) -> Bool {
        if let error = error as? APIError { return error.code == APIError.lockedCode }
        if case .conflict? = error as? StorageError { return true }
        return false
    }
}
