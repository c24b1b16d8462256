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
        let ended = try await surroundings.write { transaction -> Run? in
            guard try transaction.requests.claim(request.id, by: surroundings.settings.hostname) else { return nil }
            guard var node = try transaction.nodes.find(request.node) else {
                throw PlanBlocker(code: "node_not_found", status: 404, message: "node \(request.node) does not exist")
            }
            if try WaitingLine(surroundings: surroundings).leave(node, for: request, transaction) { return nil }
            guard Transition.destination(from: node.provisionState, on: .abort) != nil else {
                let refusal = IllegalTransition(event: .abort, state: node.provisionState)
                throw PlanBlocker(code: "invalid_state", message: "node \(node.id) cannot be aborted: \(refusal)")
            }
            if let blocker = Blockers.ofAbort(node, surroundings.catalog) { throw blocker }
            let lease = try Admission.lease(request, surroundings, transaction)
            let now = surroundings.clock.now
            var ended: Run?
            let run = try transaction.runs.active(node.id)
            if let step = run.flatMap({ $0.plan.steps.at($0.position) }), !step.step.isAbortable {
                node.driverInternalInfo[Self.mark] = true
            } else if var run {
                try Self.end(&node, &run, at: now, under: lease, transaction, surroundings.settings.hostname)
                ended = run
            } else {
                try Self.move(&node, at: now, transaction)
            }
            _ = try transaction.nodes.update(node)
            try transaction.leases.release(lease)
            try transaction.requests.answer(request.id, state: .accepted, reply: [:])
            transaction.ringAfterCommit()
            return ended
        }
        if let ended { surroundings.meter.ended(ended) }
    }

    /// Ends a run and moves its node to the failure state of an abort; the caller writes the node.
    static func end(
        _ node: inout Node, _ run: inout Run, at now: Timestamp, under lease: Lease, _ transaction: Transaction,
        _ conductor: String
    ) throws {
        let before = node
        let step = run.plan.steps.at(run.position)?.step.qualifiedName ?? "its end"
        let place = try hasBegun(run, transaction) ? "at" : "before"
        let reason = "aborted by the operator \(place) \(step)"
        try close(&run, because: reason, at: now, under: lease, transaction)
        try move(&node, at: now, transaction)
        try RunHistory(conductor: conductor, transaction: transaction).append(
            .error, "\(run.plan.verb) was \(reason)", of: run, from: before, to: node, at: now)
    }

    /// Ends a run that is not to go on.
    static func close(
        _ run: inout Run, because reason: String, at now: Timestamp, under lease: Lease, _ transaction: Transaction
    ) throws {
        run.close(.aborted, because: reason, at: now)
        try transaction.runs.update(run, under: lease)
        _ = try transaction.journal.append(
            run.id, kind: try hasBegun(run, transaction) ? .failed : .observed, at: now, stepIndex: run.position,
            ticket: nil, detail: reason, under: lease)
    }

    /// Whether the step at which a run stands has begun; one that has not is skipped, and did not fail.
    private static func hasBegun(_ run: Run, _ transaction: Transaction) throws -> Bool {
        try transaction.journal.last(run.id, stepIndex: run.position) != nil
    }

    /// A service that is aborted leaves the instance as it is: the node is active again.
    private static func move(_ node: inout Node, at now: Timestamp, _ transaction: Transaction) throws {
        let state = node.provisionState
        // What the agent is in the middle of must not come back to the node.
        try transaction.agents.clear(node.id, keepToken: false)
        try node.apply(.abort, target: node.targetProvisionState, at: now)
        if node.provisionState == .serviceFailed { try node.apply(.abort, at: now) }
        node.instanceInfo[RequestIntake.rescuePassword] = nil
        node.rest()
        node.lastError = "the operator asked to abort in '\(state.rawValue)'"
        node.updatedAt = now
    }
}

extension Array {
    /// The element at `index`, or nil beyond the ends.
    func at(_ index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
