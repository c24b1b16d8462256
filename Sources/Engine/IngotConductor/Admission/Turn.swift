import IngotModel
import IngotStorage

/// Whether a request may begin now, as far as the limits go; asked within the transaction that lets it begin.
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
            message: "node \(request.node) waits for its turn for '\(other.kind.text)' since"
                + " \(other.requestedAt.iso8601); ask for 'abort' to take that back, or wait")
    }

    /// That there is room for the run, which is in the database already; the last thing that is asked, because those
    /// who ask the same wait until this transaction has ended.
    ///
    /// - Throws: ``NoRoom``.
    func checkRoom() throws {
        guard let work = LimitedWork(request.kind), let limit = limits.limit(of: work) else { return }
        guard try transaction.runs.countActiveAlone(work) > limit else { return }
        throw NoRoom(work: work, limit: limit, inFront: try transaction.requests.countWaiting(for: work))
    }
}
