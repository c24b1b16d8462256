import IngotHardware
import IngotModel
import IngotStorage

/// How a run ends; its lease ends with it.
extension RunRecords {
    /// The run ends where it was meant to.
    func complete(_ run: Run, under lease: Lease) async throws {
        try await change(run, under: lease) { run, node, transaction, now in
            let before = node
            if case .provision(let verb) = run.kind {
                if let end = VerbRoute.of(verb, from: run.plan.from)?.suited(to: node).ends {
                    try node.apply(end, at: now)
                }
                if node.provisionState != .rescue { node.instanceInfo[RequestIntake.rescuePassword] = nil }
            }
            node.rest()
            try history(transaction).append(
                .info, "\(run.plan.verb) finished after \(Int((now - run.startedAt).inSeconds)) s", of: run,
                from: before, to: node, at: now)
            run.close(.finished, at: now)
            try conclude(run, transaction, lease)
            if case .provision(let verb) = run.kind { try farewell(transaction).finish(verb, on: node) }
        }
        log("a run has finished", run)
    }

    /// The run ends in the failure state of where it stands, and the node tells why.
    ///
    /// - Parameter evidence: what was seen of the machine, for the timeline.
    func fail(
        _ run: Run, _ step: PlannedStep, because reason: String, seeing evidence: [Observation] = [],
        under lease: Lease
    ) async throws {
        let reason = Self.line(reason)
        let error =
            "\(run.plan.verb): step \(step.step.qualifiedName) (\(run.position + 1) of \(run.plan.steps.count), by the"
            + " \(step.actor.rawValue)) failed: \(reason)"
        try await end(run, step, .failed, error, reason, evidence, under: lease)
        log("a run has failed", run, error)
    }

    /// The run is broken off where it stands, though nothing in it has failed. The node's state is that of a failure
    /// all the same, as there is no other from which the verb can be asked for again.
    func abort(_ run: Run, _ step: PlannedStep, because reason: String, under lease: Lease) async throws {
        let reason = Self.line("aborted at \(step.step.qualifiedName) \(reason)")
        let error = "\(run.plan.verb) was \(reason)"
        try await end(run, step, .aborted, error, reason, under: lease)
        log("a run was aborted", run, error)
    }

    /// - Parameters:
    ///   - error: what the node and its history tell.
    ///   - reason: what the journal tells.
    private func end(
        _ run: Run, _ step: PlannedStep, _ state: Run.State, _ error: String, _ reason: String,
        _ evidence: [Observation] = [], under lease: Lease
    ) async throws {
        try await change(run, under: lease) { run, node, transaction, now in
            for observation in evidence {
                try append(
                    .observed, to: run, at: now, ticket: observation.ticket, detail: observation.text, transaction,
                    lease)
            }
            try append(.failed, to: run, at: now, detail: reason, transaction, lease)
            let before = node
            if Transition.destination(from: node.provisionState, on: .fail) != nil, case .provision = run.kind {
                try node.apply(.fail, target: node.targetProvisionState, at: now)
            }
            node.rest()
            node.lastError = error
            if case .provision = run.kind { node.instanceInfo[RequestIntake.rescuePassword] = nil }
            if step.leavesDoubts { node.holdForFailure(in: before.provisionState, error) }
            try history(transaction).append(.error, error, of: run, from: before, to: node, at: now)
            run.close(state, because: error, at: now)
            try conclude(run, transaction, lease)
            if case .provision = run.kind { try farewell(transaction).fail(node) }
        }
    }

    func history(_ transaction: Transaction) -> RunHistory {
        RunHistory(conductor: surroundings.settings.hostname, transaction: transaction)
    }

    func farewell(_ transaction: Transaction) -> AgentFarewell {
        AgentFarewell(surroundings: surroundings, transaction: transaction)
    }

    /// Keeps how a run ended, and lets its node go.
    private func conclude(_ run: Run, _ transaction: Transaction, _ lease: Lease) throws {
        try transaction.runs.update(run, under: lease)
        try transaction.leases.release(lease)
        transaction.ringAfterCommit()
    }
}
