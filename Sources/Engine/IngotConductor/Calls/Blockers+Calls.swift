import IngotModel

/// What is told of a call that was broken off.
extension Blockers {
    static let callNotBegun = PlanBlocker(
        code: "call_interrupted", status: 503, "the conductor was interrupted before it did anything",
        remedy: "ask again")

    static let outcomeUnknown = PlanBlocker(
        code: "outcome_unknown", status: 500,
        "the conductor was interrupted while it acted on the machine, so that it is not known how far it came",
        remedy: "look at the machine, and ask again where that is needed")
}
