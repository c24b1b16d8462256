import IngotModel
import IngotStorage

/// Ends a waiting run on the caller's word, or, where its step must not be broken off, marks it to end after the step.
struct Abortion: Sendable {
    let surroundings: Surroundings
    /// The mark, in the node's `driver_internal_info`.
    static let mark = "abort_after_step"

    /// - Throws: ``PlanBlocker`` where nothing waits that could be aborted.
    func abort(_ request: NodeRequest) async throws {
        let surroundings = surroundings
        try await surroundings.write { transaction in
            guard try transaction.requests.claim(request.id, by: surroundings.settings.hostname) else { return }
            guard var node = try transaction.nodes.find(request.node) else {
                throw PlanBlocker(code: "node_not_found", status: 404, message: "node \(request.node) does not exist")
            }
            guard Transition.destination(from: node.provisionState, on: .abort) != nil else {
                let refusal = IllegalTransition(event: .abort, state: node.provisionState)
                throw PlanBlocker(code: "invalid_state", message: "node \(node.id) cannot be aborted: \(refusal)")
            }
            let lease = try Admission.lease(request, surroundings, transaction)
            if let run = try transaction.runs.active(node.id), let step = run.plan.steps.at(run.position),
                !step.step.isAbortable
            {
                node.driverInternalInfo[Self.mark] = true
                _ = try transaction.nodes.update(node)
            } else {
                try Self.end(&node, under: lease, surroundings, transaction)
            }
            try transaction.leases.release(lease)
            try transaction.requests.answer(request.id, state: .accepted, reply: [:])
            transaction.ringAfterCommit()
        }
    }

    /// Ends the node's run, if it has one, and moves the node to the failure state of an abort.
    static func end(_ node: inout Node, under lease: Lease, _ surroundings: Surroundings, _ transaction: Transaction)
        throws
    {
        let now = surroundings.clock.now
        let state = node.provisionState
        if var run = try transaction.runs.active(node.id) {
            let step = run.plan.steps.at(run.position)?.step.qualifiedName ?? "its end"
            run.state = .aborted
            run.finishedAt = now
            run.error = "aborted by the operator at \(step)"
            try transaction.runs.update(run, under: lease)
            _ = try transaction.journal.append(
                run.id, kind: .failed, at: now, stepIndex: run.position, ticket: nil, detail: run.error, under: lease)
        }
        try node.apply(.abort, target: node.targetProvisionState, at: now)
        node.driverInternalInfo[mark] = nil
        node.lastError = "the operator asked to abort in '\(state.rawValue)'"
        node.updatedAt = now
        _ = try transaction.nodes.update(node)
    }
}

extension Array {
    /// The element at `index`, or nil beyond the ends.
    func at(_ index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
