import IngotModel
import IngotStorage
import Logging

/// Requests that were taken on and wait in the database until there is room for their kind of work.
struct WaitingLine: Sendable {
    let surroundings: Surroundings

    /// Lets a request wait, or refuses it, as the settings say; one that waits already goes on waiting.
    func join(_ request: NodeRequest, because full: NoRoom) async throws {
        guard request.state == .queued else { return }
        let surroundings = surroundings
        let isDecided = try await surroundings.store.write { transaction in
            let isDecided = try join(request, because: full, transaction)
            transaction.ringAfterCommit()
            return isDecided
        }
        guard isDecided else { return }
        surroundings.logger.info(
            "a request found no room",
            metadata: [
                "node.uuid": "\(request.node)", "request": "\(request.kind.text)", "reason": "\(full.reason)",
                "when_full": "\(surroundings.settings.limits.whenFull.rawValue)",
            ])
    }

    /// - Returns: whether the request was still to be decided on; another conductor may have been first.
    private func join(_ request: NodeRequest, because full: NoRoom, _ transaction: Transaction) throws -> Bool {
        let settings = surroundings.settings
        // Of two verbs that are asked for at once, one would wait, and find out only in its turn that it waits for
        // nothing.
        try transaction.nodes.lock(request.node)
        guard try transaction.requests.find(request.id)?.state == .queued else { return false }
        let turn = Turn(request: request, limits: settings.limits, transaction: transaction)
        guard let refusal = try turn.obstacle(because: full) else { return try wait(request, full, transaction) }
        guard try transaction.requests.claim(request.id, by: settings.hostname) else { return false }
        try transaction.requests.answer(request.id, state: .refused, reply: refusal.json)
        return true
    }

    private func wait(_ request: NodeRequest, _ full: NoRoom, _ transaction: Transaction) throws -> Bool {
        let node = try transaction.nodes.find(request.node)
        let wait = RoomWait(
            since: surroundings.clock.now, limit: NoRoom.setting(of: full.work),
            targetBefore: node?.targetProvisionState)
        var reply = wait.json.object ?? [:]
        reply["code"] = "waiting"
        reply["message"] = .string("\(full.reason); it begins when there is room")
        guard try transaction.requests.park(request.id, reply: .object(reply)) else { return false }
        if let node { try show(request, on: node, transaction) }
        return true
    }

    /// Has the node show where the request is to lead it: clients give up on a node that rests without a target. One that
    /// a run works on shows where that leads.
    private func show(_ request: NodeRequest, on node: Node, _ transaction: Transaction) throws {
        guard let verb = request.kind.verb, try !isLed(node, transaction) else { return }
        var node = node
        node.targetProvisionState = VerbRoute.of(verb, from: node.provisionState)?.suited(to: node).target
        node.updatedAt = surroundings.clock.now
        _ = try transaction.nodes.update(node)
    }

    /// Takes back what ``show(_:on:_:)`` has done, as the request does not begin; the caller writes the node.
    private func hide(_ request: NodeRequest, on node: inout Node, _ transaction: Transaction) throws {
        guard try !isLed(node, transaction) else { return }
        node.targetProvisionState = node.provisionState.isStable ? nil : RoomWait(request)?.targetBefore
        node.updatedAt = surroundings.clock.now
    }

    /// Whether a run is leading the node somewhere; one that changes its power leads it nowhere.
    private func isLed(_ node: Node, _ transaction: Transaction) throws -> Bool {
        try transaction.runs.isProvisioning(node.id)
    }

    /// Whether a request has waited for so long that it is not to begin any more.
    func isOver(for request: NodeRequest) -> Bool {
        let settings = surroundings.settings
        return request.state == .waiting && request.requestedAt < surroundings.clock.now - settings.limits.queueTimeout
    }

    /// Refuses a request that has waited for too long; false where it does not wait any more.
    func expire(_ id: RequestID) async throws -> Bool {
        let surroundings = surroundings
        let limit = Int(surroundings.settings.limits.queueTimeout.inSeconds)
        let refusal = PlanBlocker(
            code: "queue_timeout", status: 503,
            "there was no room for it within \(limit) s (conductor.queue_timeout)", remedy: "ask again later")
        return try await surroundings.write { transaction in
            guard let request = try transaction.requests.find(id), request.state == .waiting,
                try transaction.requests.claim(id, by: surroundings.settings.hostname)
            else { return false }
            try transaction.requests.answer(id, state: .refused, reply: refusal.json)
            try tell(request, refusedWith: refusal.json, transaction)
            transaction.ringAfterCommit()
            return true
        }
    }

    /// Takes a node's request out of the line because the caller asks for 'abort'; false where none waits.
    func leave(_ node: Node, for abort: NodeRequest, _ transaction: Transaction) throws -> Bool {
        guard let waiting = try transaction.requests.waiting(node.id),
            try transaction.requests.withdrawWaiting(node.id)
        else { return false }
        var node = node
        try hide(waiting, on: &node, transaction)
        _ = try transaction.nodes.update(node)
        try write("'\(waiting.kind.text)', which waited for room, was taken back", .info, abort, node, transaction)
        try transaction.requests.answer(abort.id, state: .accepted, reply: [:])
        transaction.ringAfterCommit()
        return true
    }

    /// Tells on the node why a request that had waited was not begun.
    func tell(_ request: NodeRequest, refusedWith reply: JSONValue, _ transaction: Transaction) throws {
        guard var node = try transaction.nodes.find(request.node) else { return }
        let error =
            "'\(request.kind.text)' had waited for room since \(request.requestedAt.iso8601) and could not begin:"
            + " \(reply["message"]?.string ?? "no reason was given")"
        node.lastError = error
        node.updatedAt = surroundings.clock.now
        try hide(request, on: &node, transaction)
        _ = try transaction.nodes.update(node)
        try write(error, .error, request, node, transaction)
    }

    private func write(
        _ event: String, _ severity: HistoryEntry.Severity, _ request: NodeRequest, _ node: Node,
        _ transaction: Transaction
    ) throws {
        var entry = HistoryEntry(
            node: node.id, severity: severity, event: event, eventType: "provisioning",
            createdAt: surroundings.clock.now)
        entry.conductor = surroundings.settings.hostname
        entry.user = request.arguments["user"]?.string
        entry.project = request.arguments["project"]?.string
        entry.state = node.provisionState.rawValue
        entry.targetProvisionState = node.targetProvisionState?.rawValue
        try transaction.history.append(entry)
    }
}
