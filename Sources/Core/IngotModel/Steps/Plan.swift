/// The ordered steps that a verb will take on a node; computed from facts, with no side effect.
///
/// The value that answers `GET /v1/nodes/{node}/plan` is the value that a run executes, so a dry run cannot lie. Steps
/// that only the agent knows are put in when it has told them: the executed steps stay as they are, the rest is planned
/// anew.
package struct Plan: Sendable, Hashable {
    package var verb: String
    package var from: ProvisionState
    /// The provision state in which the run ends when all goes well; nil where it does not change.
    package var target: ProvisionState?
    package var steps: [PlannedStep]
    /// What will be lost, in words for the operator.
    package var destroys: [String]
    package var reboots: Int
    /// What stands in the way; a plan with a blocker is never executed.
    package var blockers: [PlanBlocker]
    package var notes: [String]

    package init(
        verb: String, from: ProvisionState, target: ProvisionState?, steps: [PlannedStep], destroys: [String] = [],
        reboots: Int = 0, blockers: [PlanBlocker] = [], notes: [String] = []
    ) {
        self.verb = verb
        self.from = from
        self.target = target
        self.steps = steps
        self.destroys = destroys
        self.reboots = reboots
        self.blockers = blockers
        self.notes = notes
    }

    /// Whether the agent is asked for its steps on the way, so that more may come.
    package var learnsSteps: Bool { steps.contains(where: \.isQuestion) }
}

extension PlannedStep {
    /// Whether it asks the agent for further steps.
    package var isQuestion: Bool {
        actor == .agent && step.name.hasPrefix("get_") && step.name.hasSuffix("_steps")
    }
}

/// One reason why a plan cannot be executed now, with the status code that the refused verb answers.
package struct PlanBlocker: Error, Sendable, Hashable, CustomStringConvertible {
    package var code: String
    package var status: Int
    /// What is wrong and what to do about it, as callers are told.
    package var message: String
    /// What to do about it, alone; nil where nothing can be done but ask for something else.
    package var remedy: String?

    package init(code: String, status: Int = 400, message: String) {
        self.code = code
        self.status = status
        self.message = message
    }

    package init(code: String, status: Int = 400, _ problem: String, remedy: String) {
        self.init(code: code, status: status, message: "\(problem); \(remedy)")
        self.remedy = remedy
    }

    package var description: String { message }
}
