import IngotModel
import IngotStorage

/// Lets a node that is held go on with its run.
struct Release: Sendable {
    let surroundings: Surroundings

    /// - Throws: ``PlanBlocker`` where the node is not held.
    func release(_ request: NodeRequest) async throws {
        let surroundings = surroundings
        try await surroundings.write { transaction in
            guard try transaction.requests.claim(request.id, by: surroundings.settings.hostname) else { return }
            guard var node = try transaction.nodes.find(request.node) else {
                throw PlanBlocker(code: "node_not_found", status: 404, message: "node \(request.node) does not exist")
            }
            let lease = try Admission.lease(request, surroundings, transaction)
            let now = surroundings.clock.now
            do {
                try node.apply(.unhold, target: node.targetProvisionState, at: now)
            } catch {
                throw PlanBlocker(code: "invalid_state", message: "node \(node.id) is not held: \(error)")
            }
            if var run = try transaction.runs.active(node.id) {
                run.wakeAt = now
                run.deadline = now + surroundings.settings.wait(in: node.provisionState)
                try transaction.runs.update(run, under: lease)
            }
            node.updatedAt = now
            _ = try transaction.nodes.update(node)
            try transaction.leases.release(lease)
            try transaction.requests.answer(request.id, state: .accepted, reply: [:])
            transaction.ringAfterCommit()
        }
    }
}
