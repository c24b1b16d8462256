import IngotHardware
import IngotModel

/// Computes what a verb would do to a node; nothing here has a side effect, so a dry run and the real run agree.
struct Planner: Sendable {
    let catalog: HardwareCatalog
    let settings: ConductorSettings

    /// The plan for a request that starts a run, with all that stands in its way.
    func plan(_ kind: NodeRequest.Kind, for task: NodeTask) async -> Plan {
        switch kind {
        case .provision(let verb), .plan(let verb): await plan(verb, for: task)
        case .power(let target): await plan(target, for: task)
        case .validate, .call:
            Plan(verb: kind.text, from: task.node.provisionState, target: nil, steps: [])
        }
    }

    /// The rest of a running plan, made anew from what the node knows now; the steps before `position` stay.
    func replanned(_ plan: Plan, from position: Int, verb: Verb, for task: NodeTask) throws -> Plan {
        guard let route = VerbRoute.of(verb, from: plan.from) else { return plan }
        let done = Array(plan.steps.prefix(position))
        var left = done.map(\.step.qualifiedName)
        var renewed = plan
        renewed.steps =
            done
            + (try steps(of: verb, route, for: task)).filter { planned in
                // A step that was asked for twice is done twice.
                guard let index = left.firstIndex(of: planned.step.qualifiedName) else { return true }
                left.remove(at: index)
                return false
            }
        return renewed
    }

    private func plan(_ verb: Verb, for task: NodeTask) async -> Plan {
        let state = task.node.provisionState
        guard let route = VerbRoute.of(verb, from: state)?.suited(to: task.node) else {
            let blocker = PlanBlocker(
                code: "unsupported_verb", status: 400,
                message: "the verb '\(verb.rawValue)' has no plan: it only changes what another verb has begun")
            return Plan(verb: verb.rawValue, from: state, target: nil, steps: [], blockers: [blocker])
        }
        var plan = Plan(verb: verb.rawValue, from: state, target: route.target, steps: [])
        plan.blockers = Blockers.ofTransition(verb, task)
        do {
            plan.steps = try steps(of: verb, route, for: task)
            try await check(route, task)
            try describe(&plan, route, task)
        } catch {
            plan.blockers.append(Blockers.from(error))
        }
        return plan
    }

    private func plan(_ target: PowerTarget, for task: NodeTask) async -> Plan {
        var plan = Plan(verb: target.rawValue, from: task.node.provisionState, target: nil, steps: [])
        do {
            let power = try catalog.power(of: task.node)
            try Blockers.refuse(target, by: power, task)
            try await power.validate(task)
            plan.steps = [
                PlannedStep(
                    Step(.power, BuiltInSteps.setPower, arguments: ["target": .string(target.rawValue)]),
                    by: power.name == "agent" ? .agent : .conductor, .resumable, because: "the caller asked for it")
            ]
            plan.reboots = target == .reboot || target == .softReboot ? 1 : 0
        } catch {
            plan.blockers.append(Blockers.from(error))
        }
        return plan
    }

    private func steps(of verb: Verb, _ route: VerbRoute, for task: NodeTask) throws -> [PlannedStep] {
        try route.phases.flatMap { try steps(in: $0, verb, for: task) }
    }

    private func steps(in phase: StepPhase, _ verb: Verb, for task: NodeTask) throws -> [PlannedStep] {
        switch phase {
        case .verify: return BuiltInSteps.verifyPlanned(offered(in: phase, for: task))
        case .undeploy: return BuiltInSteps.tearDownPlanned
        case .inspect:
            _ = try catalog.interface(.inspect, of: task.node, as: (any InspectInterface).self)
            return BuiltInSteps.inspectPlanned
        case .rescue, .unrescue:
            _ = try catalog.interface(.rescue, of: task.node, as: (any RescueInterface).self)
            return [BuiltInSteps.rescuePlanned(phase)]
        case .clean where verb != .clean: return try automatedClean(task)
        case .clean, .service: return try manual(phase, verb, task)
        case .deploy:
            let frame = try catalog.deploy(of: task.node).frame(of: phase, for: task)
            let steps = try DeploySteps(match: match(phase, task)).planned(
                caller: task.arguments["deploy_steps"], templates: task.arguments[RequestIntake.templateSteps])
            return frame.opening + steps + frame.closing
        }
    }

    private func offered(in phase: StepPhase, for task: NodeTask) -> [PlannedStep] {
        catalog.stepProviders(of: task.node).flatMap { $0.provider.steps(in: phase, for: task) }
    }

    private func match(_ phase: StepPhase, _ task: NodeTask) throws -> StepMatch {
        StepMatch(
            phase: phase, offered: offered(in: phase, for: task),
            learnsSteps: try catalog.deploy(of: task.node).learnsSteps, power: try? catalog.power(of: task.node))
    }

    private func manual(_ phase: StepPhase, _ verb: Verb, _ task: NodeTask) throws -> [PlannedStep] {
        let steps = ManualSteps(
            match: try match(phase, task), frame: try catalog.deploy(of: task.node).frame(of: phase, for: task),
            disablesRamdisk: task.arguments["disable_ramdisk"]?.flag ?? false)
        return try steps.planned(task.arguments["\(phase.rawValue)_steps"], verb)
    }

    private func automatedClean(_ task: NodeTask) throws -> [PlannedStep] {
        guard cleansAutomatically(task.node) else { return [] }
        let frame = try catalog.deploy(of: task.node).frame(of: .clean, for: task)
        let steps = StepOrder.arranged(offered(in: .clean, for: task).map(prioritized), in: .clean)
        return frame.opening + steps + frame.closing
    }

    /// The step with the priority that the operator has set for it, where there is one.
    private func prioritized(_ planned: PlannedStep) -> PlannedStep {
        guard let priority = settings.cleanStepPriorities[planned.step.qualifiedName] else { return planned }
        var planned = planned
        planned.step.priority = priority
        planned.reason += "; the service's settings give it priority \(priority)"
        return planned
    }

    private func cleansAutomatically(_ node: Node) -> Bool { node.automatedClean ?? settings.automatedClean }

    private func describe(_ plan: inout Plan, _ route: VerbRoute, _ task: NodeTask) throws {
        guard !plan.steps.isEmpty, !route.phases.isEmpty else { return }
        let deploy = try catalog.deploy(of: task.node)
        let phases = route.phases.filter {
            $0 != .clean || plan.verb == Verb.clean.rawValue || cleansAutomatically(task.node)
        }
        plan.destroys = phases.flatMap { deploy.destroys(in: $0, for: task) }
        plan.reboots = phases.reduce(0) { $0 + deploy.reboots(in: $1, for: task) }
        if plan.steps.contains(where: { $0.step.name.hasPrefix("get_") && $0.actor == .agent }) {
            plan.notes.append("the agent is asked for its steps on the way; the steps after that are planned anew then")
        }
        if let refusal = plan.steps.first(where: { $0.step.name == BuiltInSteps.refuse }) {
            plan.notes.append(refusal.reason)
        }
        if route.phases.contains(.clean), plan.verb != Verb.clean.rawValue, !cleansAutomatically(task.node) {
            plan.notes.append("automated cleaning is off for this node; its disks keep their data")
        }
    }
}
