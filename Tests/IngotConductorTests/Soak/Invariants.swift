import IngotModel

/// What must be true of a node after everything that happens, whatever happens.
enum Invariants {
    /// - Parameters:
    ///   - writer: the incarnation of the conductor that has just been at work; nil where it was somebody else.
    /// - Returns: what is broken, in words; empty where all is well.
    static func broken(_ before: Snapshot?, _ after: Snapshot, writer: String?) -> [String] {
        guard let node = after.node else { return [] }
        var faults = states(node, waits: after.waits) + runs(after)
        if let before, let old = before.node {
            if !isOnTheWay(old.provisionState, node.provisionState) {
                faults.append("'\(old.provisionState.rawValue)' became '\(node.provisionState.rawValue)'")
            }
            if after.fence < before.fence { faults.append("the fence fell from \(before.fence) to \(after.fence)") }
            faults += fencing(before, after, writer)
        }
        let isMoving = node.provisionState.isWorking || node.provisionState.isWaiting || node.provisionState.isHeld
        if isMoving, after.active == nil { faults.append("'\(node.provisionState.rawValue)' without a run") }
        return faults
    }

    private static func states(_ node: Node, waits: Bool) -> [String] {
        guard node.provisionState.isStable, !waits, let target = node.targetProvisionState else { return [] }
        return ["'\(node.provisionState.rawValue)' is on its way to '\(target.rawValue)'"]
    }

    private static func runs(_ after: Snapshot) -> [String] {
        var faults = after.runs.flatMap { run in
            JournalCheck.faults(of: run, after.journals[run.id] ?? []).map { "journal of '\(run.plan.verb)': \($0)" }
        }
        if after.runs.count(where: { !$0.state.isOver }) > 1 { faults.append("two runs at a time") }
        if let run = after.active, run.state == .suspended, after.node?.provisionState.isHeld == false,
            run.deadline == nil
        {
            faults.append("'\(run.plan.verb)' waits without a deadline")
        }
        return faults
    }

    /// Only who holds the node, or held it for the time of the transaction, moves its run and its journal.
    private static func fencing(_ before: Snapshot, _ after: Snapshot, _ writer: String?) -> [String] {
        let lines = { (snapshot: Snapshot, run: Run) in
            (snapshot.journals[run.id] ?? []).filter { $0.kind != .observed }
        }
        let isWritten = before.runs.contains { run in
            guard let now = after.runs.first(where: { $0.id == run.id }) else { return false }
            return now.state != run.state || now.position != run.position || lines(before, run) != lines(after, run)
        }
        guard isWritten else { return [] }
        let isHolder = writer != nil && [before.lease?.incarnation, after.lease?.incarnation].contains(writer)
        return isHolder || after.fence > before.fence ? [] : ["somebody wrote who did not hold the node"]
    }

    /// Whether the table leads from one state to the other in as many moves as one transaction makes.
    private static func isOnTheWay(_ from: ProvisionState, _ to: ProvisionState) -> Bool {
        var reached: Set<ProvisionState> = [from]
        for _ in 1...2 {
            reached.formUnion(Transition.all.filter { reached.contains($0.source) }.map(\.destination))
        }
        return reached.contains(to)
    }
}
