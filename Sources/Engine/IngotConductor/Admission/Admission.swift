import IngotHardware
import IngotModel
import IngotStorage
import Logging

/// Answers requests: questions from what is known, verbs by a plan that becomes a run, or by a refusal with its reason.
struct Admission: Sendable {
    let surroundings: Surroundings

    /// What there is to do after a request was answered.
    struct Admitted: Sendable {
        var run: Run
        var lease: Lease
    }

    /// Answers one queued request.
    ///
    /// - Returns: the run to drive, where the request began one.
    func process(_ request: NodeRequest) async throws -> Admitted? {
        let line = WaitingLine(surroundings: surroundings)
        do {
            guard !line.isOver(for: request) else {
                _ = try await line.expire(request.id)
                return nil
            }
            return try await answer(request)
        } catch let full as NoRoom {
            try await line.join(request, because: full)
        } catch let refusal as PlanBlocker {
            try await decline(request, refusal)
        } catch StorageError.corrupt(table: "run", _, _) {
            try await decline(request, Blockers.busyUnreadably(request.node))
        }
        return nil
    }

    private func decline(_ request: NodeRequest, _ refusal: PlanBlocker) async throws {
        // A request that waited for room waits out who holds its node for a moment, too.
        if request.state == .waiting, Self.passing.contains(refusal.code) { return }
        try await refuse(request, refusal)
    }

    /// Refusals that are over when somebody else's work is.
    private static let passing: Set = ["node_locked", "node_busy"]

    private func answer(_ request: NodeRequest) async throws -> Admitted? {
        let surroundings = surroundings
        let read = try await surroundings.store.read { transaction in
            try RequestIntake(surroundings: surroundings, transaction: transaction).task(for: request)
        }
        guard let task = read else {
            throw PlanBlocker(code: "node_not_found", status: 404, message: "node \(request.node) does not exist")
        }
        switch request.kind {
        case .validate:
            try await reply(to: request, await Validation(catalog: surroundings.catalog).report(on: task))
            return nil
        case .plan, .planPower:
            try await reply(to: request, try await PlanDesk(surroundings: surroundings).answer(request.kind, task).json)
            return nil
        case .call(let call):
            try await CallDesk(surroundings: surroundings).answer(request, call, task)
            return nil
        case .provision(.abort):
            try await Abortion(surroundings: surroundings).abort(request)
            return nil
        case .provision(.unhold):
            try await Release(surroundings: surroundings).release(request)
            return nil
        case .provision, .power: return try await begin(request, task)
        }
    }

    private func begin(_ request: NodeRequest, _ task: NodeTask) async throws -> Admitted? {
        let plan = await surroundings.planner.plan(request.kind, for: task)
        if let blocker = plan.blockers.first { throw blocker }
        let surroundings = surroundings
        let admitted = try await surroundings.store.write { transaction -> Admitted? in
            guard try transaction.requests.claim(request.id, by: surroundings.settings.hostname) else { return nil }
            let turn = Turn(request: request, limits: surroundings.settings.limits, transaction: transaction)
            try turn.checkLine()
            let lease = try Self.lease(request, surroundings, transaction)
            if try Self.interpose(request, task.node, under: lease, surroundings, transaction) { return nil }
            try Self.makeRoom(for: request, on: task.node, under: lease, surroundings, transaction)
            var run = Run(
                node: request.node, kind: request.kind, arguments: task.arguments, plan: plan,
                requestedAt: request.requestedAt, startedAt: surroundings.clock.now)
            run.machine = MachineKind(of: task.node)
            run.image = ImageName.deployed(by: request.kind.verb, on: task.node)
            (run.owner, run.lessee) = (task.node.owner, task.node.lessee)
            // The revision of the task's node guards against changes since the plan was made.
            _ = try transaction.nodes.update(try Self.started(task.node, request.kind, plan, surroundings))
            try transaction.runs.insert(run)
            try turn.checkRoom()
            if let wait = RoomWait(request) { try Self.record(wait, in: run, under: lease, transaction) }
            try transaction.requests.answer(request.id, state: .accepted, reply: ["run": .string(run.id.text)])
            transaction.ringAfterCommit()
            return Admitted(run: run, lease: lease)
        }
        if let admitted { surroundings.leases.hold(admitted.lease) }
        return admitted
    }

    private static func record(
        _ wait: RoomWait, in run: Run, under lease: Lease, _ transaction: Transaction
    ) throws {
        _ = try transaction.journal.append(
            run.id, kind: .observed, at: wait.since, ticket: wait.json,
            detail: "as many as may (\(wait.limit)) were under way, so that it waited for room", under: lease)
    }

    private static func started(
        _ node: Node, _ kind: NodeRequest.Kind, _ plan: Plan, _ surroundings: Surroundings
    ) throws -> Node {
        var node = node
        let now = surroundings.clock.now
        switch kind {
        case .provision(let verb):
            // What was wanted of a run that waited until now, such as to end after its step, is not wanted of this one.
            node.rest()
            // Where a run of several phases goes, such as the removal of an instance, its first state tells already.
            let target = plan.target == .available ? nil : plan.target
            try node.apply(verb.event, target: target, at: now)
            node.lastError = nil
        case .power(let target): node.targetPowerState = target.result
        case .validate, .plan, .planPower, .call: break
        }
        node.conductor = surroundings.settings.hostname
        node.updatedAt = now
        return node
    }

    static func lease(_ request: NodeRequest, _ surroundings: Surroundings, _ transaction: Transaction) throws -> Lease
    {
        if let lease = try surroundings.acquire(request.node, for: request.kind.text, transaction) { return lease }
        throw Blockers.locked(request.node, by: try transaction.leases.find(request.node))
    }

    /// A node does one thing at a time. Only a verb that the state machine allows meanwhile ends what waits or is held:
    /// taking an instance back (Nova cancels so), or beginning another service.
    private static func makeRoom(
        for request: NodeRequest, on node: Node, under lease: Lease, _ surroundings: Surroundings,
        _ transaction: Transaction
    ) throws {
        guard var active = try transaction.runs.active(request.node) else { return }
        if case .provision(let verb) = request.kind, active.state == .suspended {
            return try Abortion.close(
                &active, because: "ended by '\(verb.rawValue)'", at: surroundings.clock.now, under: lease, transaction)
        }
        throw Blockers.busy(with: active, on: node)
    }

    /// Hands a change of power to the run that waits on the node, where it may be made meanwhile.
    private static func interpose(
        _ request: NodeRequest, _ node: Node, under lease: Lease, _ surroundings: Surroundings,
        _ transaction: Transaction
    ) throws -> Bool {
        let now = surroundings.clock.now
        guard request.kind.verb == nil, var run = try transaction.runs.active(request.node),
            let interlude = PowerInterlude(request.kind, during: run, on: node, at: now)
        else { return false }
        var node = node
        node.show(interlude)
        node.lastError = nil
        node.updatedAt = now
        run.wakeAt = now
        try transaction.runs.update(run, under: lease)
        _ = try transaction.nodes.update(node)
        try transaction.leases.release(lease)
        try transaction.requests.answer(request.id, state: .accepted, reply: ["run": .string(run.id.text)])
        transaction.ringAfterCommit()
        return true
    }

    private func reply(to request: NodeRequest, _ reply: JSONValue) async throws {
        _ = try await settle(request, .accepted, reply)
    }

    private func refuse(_ request: NodeRequest, _ blocker: PlanBlocker) async throws {
        guard try await settle(request, .refused, blocker.json) else { return }
        surroundings.logger.info(
            "a request was refused",
            metadata: [
                "node.uuid": "\(request.node)", "request": "\(request.kind.text)", "reason": "\(blocker.message)",
            ])
    }

    /// - Returns: whether the request was still to be answered; another conductor may have been first.
    private func settle(_ request: NodeRequest, _ state: NodeRequest.State, _ reply: JSONValue) async throws -> Bool {
        let (surroundings, holder) = (surroundings, surroundings.settings.hostname)
        return try await surroundings.write { transaction in
            // Another conductor may have let it wait since it was read.
            let current = state == .refused ? try transaction.requests.find(request.id) : nil
            guard try transaction.requests.claim(request.id, by: holder) else { return false }
            try transaction.requests.answer(request.id, state: state, reply: reply)
            // Whoever asked was told that it would begin, and is not listening any more.
            if let current, current.state == .waiting {
                try WaitingLine(surroundings: surroundings).tell(current, refusedWith: reply, transaction)
            }
            transaction.ringAfterCommit()
            return true
        }
    }
}
