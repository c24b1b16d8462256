import IngotHardware
import IngotModel
import IngotStorage
import Logging

/// Writes what a run does: each method is one transaction that moves journal, run and node together, under the fence.
struct RunRecords: Sendable {
    let surroundings: Surroundings

    /// Before a step's effect.
    func start(_ run: Run, _ step: PlannedStep, under lease: Lease) async throws {
        try await change(run, under: lease) { run, node, transaction, now in
            node.show(step.step)
            if case .power = run.kind { node.lastError = nil }
            try append(.started, to: run, at: now, transaction, lease)
        }
    }

    /// After a step's effect.
    ///
    /// - Returns: the run at its next step, or as it ended where an abort was asked for meanwhile.
    func finish(_ run: Run, _ step: PlannedStep, _ result: StepResult, under lease: Lease) async throws -> Run {
        let surroundings = surroundings
        return try await change(run, under: lease) { run, node, transaction, now in
            try append(.finished, to: run, at: now, detail: result.detail, transaction, lease)
            if node.provisionState.isWaiting { try node.apply(.resume, at: now) }
            if let event = result.event { try node.apply(event, at: now) }
            try node.take(result.changes, in: transaction, at: now)
            if result.event == .clean { try node.forgetInstance(in: transaction) }
            if result.forgets != nil { try transaction.agents.clear(node.id, keepToken: false) }
            run.state = .running
            run.position += 1
            run.wakeAt = nil
            run.deadline = nil
            if result.changesPlan, case .provision(let verb) = run.kind {
                let agent = try transaction.agents.find(node.id)
                let ports = try transaction.ports.list(.of(node.id))
                let before = run.plan
                run.plan = try surroundings.planner.replanned(
                    before, from: run.position, verb: verb,
                    for: surroundings.task(node, ports: ports, agent: agent, run.arguments, at: now))
                if let difference = PlanDifference(from: before, to: run.plan, after: run.position) {
                    let cause = "\(step.step.qualifiedName) has changed the plan: \(difference)"
                    try append(.observed, to: run, at: now, detail: cause, transaction, lease)
                }
            }
            if node.driverInternalInfo[Abortion.mark] != nil {
                // An abort is an event of the waiting states, and the step has just ended the wait.
                if Transition.destination(from: node.provisionState, on: .wait) != nil {
                    try node.apply(.wait, at: now)
                }
                try Abortion.end(&node, &run, at: now, under: lease, transaction, surroundings.settings.hostname)
                try transaction.leases.release(lease)
            }
        }
    }

    /// The step waits: its ticket is kept and the node let go.
    func suspend(
        _ run: Run, _ waiting: Waiting, _ history: JournalEntry?, until deadline: Timestamp, under lease: Lease
    ) async throws {
        let isKnown =
            history?.kind == .suspended && history?.ticket == waiting.ticket && history?.detail == waiting.detail
        try await change(run, under: lease) { run, node, transaction, now in
            if !isKnown {
                try append(
                    .suspended, to: run, at: now, ticket: waiting.ticket, detail: waiting.detail, transaction, lease)
            }
            // The power may be changed in any state, also where a verb could wait.
            if case .provision = run.kind, Transition.destination(from: node.provisionState, on: .wait) != nil {
                try node.apply(.wait, at: now)
            }
            run.state = .suspended
            // A heartbeat that came while the step was looked at woke nobody; it is heeded now.
            let wasHeard = try transaction.agents.find(node.id)?.lastHeartbeat != waiting.lastHeartbeat
            run.wakeAt = wasHeard ? now : now + waiting.interval
            run.deadline = deadline
            transaction.ringAfterCommit()
            try transaction.runs.update(run, under: lease)
            try transaction.leases.release(lease)
        }
    }

    /// The run stands still until somebody lets it go on; no time is too long for that.
    func hold(_ run: Run, _ history: JournalEntry?, under lease: Lease) async throws {
        try await change(run, under: lease) { run, node, transaction, now in
            if history?.kind != .suspended {
                try append(.suspended, to: run, at: now, ticket: .null, detail: "held", transaction, lease)
            }
            if Transition.destination(from: node.provisionState, on: .hold) != nil { try node.apply(.hold, at: now) }
            run.state = .suspended
            run.wakeAt = nil
            run.deadline = nil
            transaction.ringAfterCommit()
            try transaction.runs.update(run, under: lease)
            try transaction.leases.release(lease)
        }
    }

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
                from: before,
                to: node, at: now)
            try close(&run, .finished, at: now, transaction, lease)
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
        try await change(run, under: lease) { run, node, transaction, now in
            for observation in evidence {
                try append(
                    .observed, to: run, at: now, ticket: observation.ticket, detail: observation.text, transaction,
                    lease)
            }
            try append(.failed, to: run, at: now, detail: reason, transaction, lease)
            run.error = error
            let before = node
            if Transition.destination(from: node.provisionState, on: .fail) != nil, case .provision = run.kind {
                try node.apply(.fail, target: node.targetProvisionState, at: now)
            }
            node.rest()
            node.lastError = error
            if case .provision = run.kind { node.instanceInfo[RequestIntake.rescuePassword] = nil }
            if step.leavesDoubts { node.holdForFailure(in: before.provisionState, error) }
            try history(transaction).append(.error, error, of: run, from: before, to: node, at: now)
            try close(&run, .failed, at: now, transaction, lease)
        }
        log("a run has failed", run, error)
    }

    /// The run stays as it is; the next life, or the next conductor, takes it up.
    func leave(_ run: Run, under lease: Lease) async throws {
        try await surroundings.writeInAnyCase { try $0.leases.release(lease) }
    }

    /// As ``leave(_:under:)``, and tells everybody; after a failure, it would be this conductor that heard it, again and
    /// again.
    func handOver(_ run: Run, under lease: Lease) async throws {
        try await surroundings.writeInAnyCase { transaction in
            try transaction.leases.release(lease)
            transaction.ringAfterCommit()
        }
    }

    /// Takes the lease of a run that is due or has lost its conductor.
    ///
    /// - Returns: the run as it is now, or nil where another conductor has it or it is over.
    func takeUp(_ id: RunID) async throws -> (run: Run, lease: Lease)? {
        let surroundings = surroundings
        let taken = try await surroundings.store.write { transaction -> (run: Run, lease: Lease)? in
            guard let run = try transaction.runs.find(id), !run.state.isOver,
                let lease = try surroundings.acquire(run.node, for: run.kind.text, transaction)
            else { return nil }
            return (run, lease)
        }
        if let taken {
            surroundings.leases.hold(taken.lease)
            // A run that waits is suspended; one that is running here was left by whoever ran it.
            if taken.run.state == .running { surroundings.meter.tookOver() }
        }
        return taken
    }

    private func history(_ transaction: Transaction) -> RunHistory {
        RunHistory(conductor: surroundings.settings.hostname, transaction: transaction)
    }

    private func close(
        _ run: inout Run, _ state: Run.State, at now: Timestamp, _ transaction: Transaction, _ lease: Lease
    ) throws {
        run.state = state
        run.finishedAt = now
        run.wakeAt = nil
        run.deadline = nil
        try transaction.runs.update(run, under: lease)
        try transaction.leases.release(lease)
        transaction.ringAfterCommit()
    }

    /// One transaction on run and node; the node is written only where it changed.
    @discardableResult
    private func change(
        _ run: Run, under lease: Lease,
        _ body: @escaping @Sendable (inout Run, inout Node, Transaction, Timestamp) throws -> Void
    ) async throws -> Run {
        let now = surroundings.clock.now
        let changed = try await surroundings.write { transaction -> Run in
            try transaction.leases.check(lease)
            guard let before = try transaction.nodes.find(run.node) else {
                throw LeaseLost(node: run.node, fence: lease.fence)
            }
            var node = before
            var changed = run
            try body(&changed, &node, transaction, now)
            if node != before {
                node.updatedAt = now
                _ = try transaction.nodes.update(node, over: before)
            }
            if !changed.state.isOver, changed.state != .suspended { try transaction.runs.update(changed, under: lease) }
            return changed
        }
        surroundings.meter.ended(changed)
        return changed
    }

    private func append(
        _ kind: JournalEntry.Kind, to run: Run, at now: Timestamp, ticket: JSONValue? = nil, detail: String? = nil,
        _ transaction: Transaction, _ lease: Lease
    ) throws {
        _ = try transaction.journal.append(
            run.id, kind: kind, at: now, stepIndex: run.position, ticket: ticket, detail: detail.map(Self.line),
            under: lease)
    }

    /// A text as it may be kept: other people's machines put anything into theirs.
    private static func line(_ text: String) -> String {
        String(text.prefix(longestText)).split(separator: "\0", omittingEmptySubsequences: false).joined(
            separator: "\u{FFFD}")
    }

    private static let longestText = 4_096

    private func log(_ message: Logger.Message, _ run: Run, _ error: String? = nil) {
        var metadata: Logger.Metadata = [
            "node.uuid": "\(run.node)", "run.id": "\(run.id)", "verb": "\(run.plan.verb)",
        ]
        metadata["error"] = error.map { "\($0)" }
        surroundings.logger.info(message, metadata: metadata)
    }
}
