import IngotHardware
import IngotModel

/// What a plan means for the machine, beside its steps.
extension Planner {
    func describe(_ plan: inout Plan, _ route: VerbRoute, _ task: NodeTask) {
        guard !plan.steps.isEmpty || route.phases.contains(.clean), !route.phases.isEmpty else { return }
        let isAutomatic = route.phases.contains(.clean) && plan.verb != Verb.clean.rawValue
        let cleans = !isAutomatic || cleansAutomatically(task.node)
        let phases = route.phases.filter { $0 != .clean || cleans }
        describeSteps(of: &plan, phases, task)
        plan.notes += leftOut(of: task, in: phases)
        if route.begins == .delete, let power = try? catalog.power(of: task.node) {
            plan.notes += InstanceStop.notes(on: task.node, by: power)
        }
        if !cleans { plan.notes.append("automated cleaning is off for this node; its disks keep their data") }
    }

    /// What the steps in a plan do to the machine, whatever comes before them.
    func describeSteps(of plan: inout Plan, _ phases: [StepPhase], _ task: NodeTask) {
        var texts: Set<String> = []
        plan.destroys = Self.losses(of: plan).map(\.text).filter { texts.insert($0).inserted }
        let deploy = try? catalog.deploy(of: task.node)
        plan.reboots = plan.steps.count { $0.reboots || deploy?.reboots(with: $0.step) ?? false }
        plan.notes += deploy.map { phases.flatMap($0.notes) } ?? []
        plan.notes += Self.notes(on: plan)
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
    func failure(of plan: Plan, for task: NodeTask) async -> String? {
        if let refusal = plan.steps.first(where: { $0.step.name == BuiltInSteps.refuse }) { return refusal.reason }
        guard plan.blockers.isEmpty, let verb = Verb(rawValue: plan.verb),
            let route = VerbRoute.of(verb, from: plan.from), route.isTrial
        else { return nil }
        return await faults(of: route, task).first?.message
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
