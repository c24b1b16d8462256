import IngotHardware
import IngotModel

/// What a plan means for the machine, beside its steps.
extension Planner {
    func describe(_ plan: inout Plan, _ route: VerbRoute, _ task: NodeTask) {
        guard !plan.steps.isEmpty || route.phases.contains(.clean), !route.phases.isEmpty else { return }
        let isAutomatic = route.phases.contains(.clean) && plan.verb != Verb.clean.rawValue
        let cleans = !isAutomatic || cleansAutomatically(task.node)
        let phases = route.phases.filter { $0 != .clean || cleans }
        var texts: Set<String> = []
        plan.destroys = Self.losses(of: plan).map(\.text).filter { texts.insert($0).inserted }
        plan.reboots = plan.steps.count(where: \.reboots)
        if let deploy = try? catalog.deploy(of: task.node) {
            plan.reboots += phases.reduce(0) { $0 + deploy.reboots(in: $1, for: task) }
            plan.notes += phases.flatMap(deploy.notes)
        }
        plan.notes += Self.notes(on: plan) + leftOut(of: task, in: phases)
        if !cleans { plan.notes.append("automated cleaning is off for this node; its disks keep their data") }
    }

    /// What the steps destroy, and what those will that the agent has not told yet.
    static func losses(of plan: Plan) -> [DataLoss] {
        let known = plan.steps.compactMap(\.destroys)
        let awaitsCleaning = plan.steps.contains { $0.isQuestion && $0.step.name == "get_clean_steps" }
        let followsRunbook = plan.steps.contains { $0.origin.kind == .runbook }
        guard awaitsCleaning, !followsRunbook, plan.verb != Verb.clean.rawValue, known.isEmpty else { return known }
        return [.unknownCleaning]
    }

    /// Why a run of the plan is accepted, as the verb is in the field, and will fail all the same.
    static func failure(of plan: Plan) -> String? {
        plan.steps.first { $0.step.name == BuiltInSteps.refuse }?.reason
    }

    /// What runbooks of automated cleaning and deploy templates have, and the settings do not allow.
    private func leftOut(of task: NodeTask, in phases: [StepPhase]) -> [String] {
        let lists: [(StepPhase, JSONValue?)] = [
            (.clean, task.arguments[CleaningRunbook.argument]?[CleaningRunbook.steps]),
            (.deploy, task.arguments[RequestIntake.templateSteps]),
        ]
        return lists.filter { phases.contains($0.0) }.flatMap { phase, steps in
            settings.disallowedSteps.disallowed(steps, in: phase).map { name in
                "the step \(name) is left out, as the setting \(phase.rawValue).disallowed_steps says"
            }
        }
    }

    private static func notes(on plan: Plan) -> [String] {
        var notes: [String] = []
        if plan.learnsSteps {
            notes.append("the agent is asked for its steps on the way; the steps after that are planned anew then")
        }
        return notes
    }
}
