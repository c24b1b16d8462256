import IngotModel

/// As much of a kind of work is under way as may be, or others stand in line before this one.
struct NoRoom: Error, Sendable {
    var work: LimitedWork
    var limit: Int
    /// How many requests stand in line already.
    var inFront: Int

    /// What a caller is told who is not to wait.
    var refusal: PlanBlocker { PlanBlocker(code: "no_room", status: 503, reason, remedy: "try again later") }

    var reason: String {
        let line = inFront > 0 ? ", and \(inFront) more wait" : ""
        return "as many runs of the kind '\(work.rawValue)' are under way as may be at the same time in the whole"
            + " service: \(limit) (\(Self.setting(of: work)))\(line)"
    }

    static func setting(of work: LimitedWork) -> String {
        switch work {
        case .deploy: "conductor.max_deploys"
        case .clean: "conductor.max_cleans"
        case .inspection: "conductor.max_inspections"
        }
    }
}
