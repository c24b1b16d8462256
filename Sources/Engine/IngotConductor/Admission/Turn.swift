import IngotModel
import IngotStorage

/// Whether a request may begin now or wait, as far as the limits go; asked within the transaction that lets it.
struct Turn {
    let request: NodeRequest
    let limits: WorkLimits
    let transaction: Transaction

    /// That the node waits for nothing else already, and that nobody is overtaken.
    ///
    /// - Throws: ``NoRoom``, ``PlanBlocker``.
    func checkLine() throws {
        guard case .provision = request.kind else { return }
        if let blocker = try blockerOfNode() { throw blocker }
        // Those who waited when the settings were others keep nobody waiting who may not.
        guard limits.whenFull == .queue, request.state == .queued, let work = LimitedWork(request.kind),
            let limit = limits.limit(of: work)
        else { return }
        let inFront = try transaction.requests.countWaiting(for: work)
        if inFront > 0 { throw NoRoom(work: work, limit: limit, inFront: inFront) }
    }

    /// What the node waits for already, if it does.
    func blockerOfNode() throws -> PlanBlocker? {
        guard let other = try transaction.requests.waiting(request.node), other.id != request.id else { return nil }
        return PlanBlocker(
            code: "node_waiting", status: 409,
            "node \(request.node) waits for its turn for '\(other.kind.text)' since \(other.requestedAt.iso8601)",
            remedy: "ask for 'abort' to take that back, or wait")
    }

    /// That there is room for the run, which is in the database already; the last thing that is asked, because those
    /// who ask the same wait until this transaction has ended.
    ///
    /// - Throws: ``NoRoom``.
    func checkRoom() throws { try checkRoom { try transaction.runs.countActiveAlone($0) } }

    /// - Parameter count: how much of a kind of work would be under way together with the request's run.
    func checkRoom(counting count: (LimitedWork) throws -> Int) throws {
        guard let work = LimitedWork(request.kind), let limit = limits.limit(of: work) else { return }
        guard try count(work) > limit else { return }
        throw NoRoom(work: work, limit: limit, inFront: try transaction.requests.countWaiting(for: work))
    }

    /// Why a request that has found no room may not wait either; nil where it may.
    func obstacle(because full: NoRoom) throws -> PlanBlocker? {
        guard limits.whenFull == .queue else { return full.refusal }
        if let blocker = try blockerOfNode() { return blocker }
        guard try transaction.requests.countWaiting(for: full.work) >= limits.queueLength else { return nil }
        return PlanBlocker(
            code: "queue_full", status: 503,
            "\(full.reason), which is as many as may wait (conductor.queue_length)", remedy: "try again later")
    }
}
