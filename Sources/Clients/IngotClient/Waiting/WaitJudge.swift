import IngotModel

/// Tells from successive looks at a node whether what was asked for has come about; it holds no clock and does no IO.
///
/// A verb is only written down by the call that asks for it, so the first looks may still show the state of before. A
/// node that shows its goal, or a failure, from the beginning (a rebuild begins and ends `active`) therefore proves
/// nothing until something has moved: its state, its target, the time of its last change, or its newest run.
package struct WaitJudge: Sendable {
    package enum Verdict: Sendable, Hashable {
        case pending
        case reached
        case failed(String)
    }

    private let goal: WaitGoal
    private let before: NodeSnapshot
    private let patience: Duration
    private var hasMoved = false

    /// - Parameters:
    ///   - before: the node before the verb was sent.
    ///   - patience: how long a machine that already has the wanted power is watched for a sign of the request.
    package init(goal: WaitGoal, before: NodeSnapshot, patience: Duration = .seconds(5)) {
        self.goal = goal
        self.before = before
        self.patience = patience
    }

    package mutating func judge(_ now: NodeSnapshot, after elapsed: Duration) -> Verdict {
        hasMoved = hasMoved || moved(now)
        if case .powerState(let wanted) = goal { return judgePower(now, wanted: wanted, after: elapsed) }
        guard hasMoved, !isAtWork(now) else { return .pending }
        return judgeRest(now)
    }

    private func moved(_ now: NodeSnapshot) -> Bool {
        now.provisionState != before.provisionState || now.targetProvisionState != before.targetProvisionState
            || now.provisionUpdatedAt != before.provisionUpdatedAt || now.powerState != before.powerState
            || now.targetPowerState != before.targetPowerState || now.run?.id != before.run?.id
            || hasNewError(now)
    }

    /// A cleared error is no sign of an end, as asking for a verb clears it.
    private func hasNewError(_ now: NodeSnapshot) -> Bool {
        now.lastError != nil && now.lastError != before.lastError
    }

    private func isAtWork(_ now: NodeSnapshot) -> Bool {
        if let run = now.run, run.id != before.run?.id, !run.isOver { return true }
        guard let state = ProvisionState(rawValue: now.provisionState) else { return true }
        if state.isFailure { return false }
        // A failed deletion rests in "error", which is stable and keeps no target.
        return now.targetProvisionState != nil || !state.isStable
    }

    private func judgeRest(_ now: NodeSnapshot) -> Verdict {
        switch goal {
        case .anyRest: .reached
        case .provisionState(now.provisionState): .reached
        default: .failed(cause(now) ?? "it rests in \(now.provisionState), and no error was written down")
        }
    }

    private func judgePower(_ now: NodeSnapshot, wanted: String, after elapsed: Duration) -> Verdict {
        let isBusy = now.targetPowerState != nil || (now.run.map { $0.id != before.run?.id && !$0.isOver } ?? false)
        if isBusy { return .pending }
        if now.run?.id != before.run?.id, let run = now.run, run.state != "finished" {
            return .failed(cause(now) ?? "the run ended as \(run.state)")
        }
        if hasNewError(now), now.powerState != wanted || !hasMoved { return .failed(cause(now) ?? "") }
        return now.powerState == wanted && (hasMoved || elapsed >= patience) ? .reached : .pending
    }

    private func cause(_ now: NodeSnapshot) -> String? { now.lastError ?? now.run?.error }
}
