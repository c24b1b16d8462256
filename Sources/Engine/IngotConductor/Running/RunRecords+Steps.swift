import IngotHardware
import IngotModel
import IngotStorage

/// What is written around a step, and when one waits.
extension RunRecords {
    /// Before a step's effect.
    func start(_ run: Run, _ step: PlannedStep, under lease: Lease) async throws {
        try await change(run, under: lease) { run, node, transaction, now in
            node.show(step.step)
            if case .power = run.kind { node.lastError = nil }
            try append(.started, to: run, at: now, transaction, lease)
            if step.step.endsRamdisk {
                try transaction.runs.update(run, under: lease)
                try farewell(transaction).leave(node)
            }
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
            run.state = .running
            run.position += 1
            run.wakeAt = nil
            run.deadline = nil
            if result.forgets != nil {
                try transaction.runs.update(run, under: lease)
                try farewell(transaction).forget(node.id)
            }
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

    /// In the middle of a step, before a part of it that must not be done twice.
    ///
    /// - Parameter ticket: what the next life is to go on from, where this one goes no further.
    func note(_ ticket: JSONValue, _ detail: String, of work: StepWork) async throws {
        try await change(work.run, under: work.lease) { run, _, transaction, now in
            try append(.suspended, to: run, at: now, ticket: ticket, detail: detail, transaction, work.lease)
        }
    }

    /// The step waits: its ticket is kept and the node let go.
    func suspend(_ run: Run, _ waiting: Waiting, until deadline: Timestamp, under lease: Lease) async throws {
        try await change(run, under: lease) { run, node, transaction, now in
            // The step may have noted something since it was looked at, which is not to stand as the last word.
            let last = try transaction.journal.last(run.id, stepIndex: run.position)
            if last?.kind != .suspended || last?.ticket != waiting.ticket || last?.detail != waiting.detail {
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
            // A maintenance that has ended since the run was read has prolonged the wait.
            run.deadline = max(deadline, try transaction.runs.deadline(run.id) ?? deadline)
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
}
