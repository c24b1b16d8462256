import IngotModel

/// What plans tell of a request's turn: decided as for the request itself, and nothing is written.
extension Turn {
    enum Outlook: Sendable, Hashable {
        case begins
        case waits(PlannedWait)
        case refused(PlanBlocker)
    }

    /// What would become of the request, which is not in the database, if it was made now.
    func outlook() throws -> Outlook {
        do {
            try checkLine()
            try checkRoom { try transaction.runs.countActive($0) + 1 }
            return .begins
        } catch let full as NoRoom {
            if let refusal = try obstacle(because: full) { return .refused(refusal) }
            return .waits(PlannedWait(position: full.inFront + 1, reason: full.reason))
        } catch let blocker as PlanBlocker {
            return .refused(blocker)
        }
    }
}
