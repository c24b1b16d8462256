import IngotHardware
import IngotModel

/// The steps of each phase, from whatever source, with who wants them and who does them.
extension Planner {
    func steps(of verb: Verb, _ route: VerbRoute, for task: NodeTask) throws -> [PlannedStep] {
        try route.phases.flatMap { try steps(in: $0, verb, for: task) }
    }

    private func steps(in phase: StepPhase, _ verb: Verb, for task: NodeTask) throws -> [PlannedStep] {
        switch phase {
        case .verify: return BuiltInSteps.verifyPlanned(offered(in: phase, for: task))
        case .undeploy: return InstanceStop.planned(on: task.node, by: try catalog.power(of: task.node))
        case .inspect:
            _ = try catalog.interface(.inspect, of: task.node, as: (any InspectInterface).self)
            return BuiltInSteps.inspectPlanned
        case .rescue, .unrescue:
            _ = try catalog.interface(.rescue, of: task.node, as: (any RescueInterface).self)
            return [BuiltInSteps.rescuePlanned(phase)]
        case .clean where verb != .clean: return try automatedClean(task)
        case .clean, .service: return try manual(phase, verb, task)
        case .deploy:
            let callers = task.arguments["deploy_steps"]
            try settings.disallowedSteps.check(callers, in: phase)
            let frame = try frame(of: phase, for: task)
            let steps = try DeploySteps(match: match(phase, task)).planned(
                caller: callers,
                templates: settings.disallowedSteps.allowed(task.arguments[RequestIntake.templateSteps], in: phase))
            return frame.opening + steps + frame.closing
        }
    }

    /// What the interfaces offer and the settings allow.
    func offered(in phase: StepPhase, for task: NodeTask) -> [PlannedStep] {
        catalog.stepProviders(of: task.node).flatMap { kind, provider in
            provider.steps(in: phase, for: task).map { $0.offered(by: kind, provider.name) }
        }.filter { settings.disallowedSteps.allows($0.step, in: phase) }
    }

    func frame(of phase: StepPhase, for task: NodeTask) throws -> PhaseFrame {
        let deploy = try catalog.deploy(of: task.node)
        let frame = deploy.frame(of: phase, for: task)
        return PhaseFrame(
            opening: frame.opening.map { $0.offered(by: .deploy, deploy.name) },
            closing: frame.closing.map { $0.offered(by: .deploy, deploy.name) })
    }

    private func match(_ phase: StepPhase, _ task: NodeTask) throws -> StepMatch {
        StepMatch(
            phase: phase, offered: offered(in: phase, for: task),
            learnsSteps: try catalog.deploy(of: task.node).learnsSteps, power: try? catalog.power(of: task.node),
            forbidsPowerOff: task.node.disablePowerOff)
    }

    private func manual(_ phase: StepPhase, _ verb: Verb, _ task: NodeTask) throws -> [PlannedStep] {
        let given = task.arguments["\(phase.rawValue)_steps"]
        try settings.disallowedSteps.check(given, in: phase)
        return try manual(
            phase, given, disablesRamdisk: task.arguments["disable_ramdisk"]?.flag ?? false, verb, task)
    }

    /// Steps in the order in which they are given.
    func manual(
        _ phase: StepPhase, _ given: JSONValue?, disablesRamdisk: Bool, _ verb: Verb, _ task: NodeTask
    ) throws -> [PlannedStep] {
        try ManualSteps(
            match: try match(phase, task), frame: try frame(of: phase, for: task), disablesRamdisk: disablesRamdisk
        ).planned(given, verb)
    }
}

extension PlannedStep {
    /// The step as an interface's own, unless somebody else told the interface of it. What the interfaces of the
    /// machine's inside do is done by its BMC.
    fileprivate func offered(by kind: InterfaceKind, _ name: String) -> PlannedStep {
        var planned = self
        if origin == .conductor {
            planned.origin = StepOrigin(.interface, "\(kind.rawValue)/\(name)")
            planned.priorityOrigin = planned.origin
        }
        if actor == .conductor, Self.outOfBand.contains(kind) { planned.actor = .bmc }
        return planned
    }

    private static let outOfBand: Set<InterfaceKind> = [.bios, .firmware, .management, .raid, .vendor]

    /// Whether the machine is rebooted by a step that everybody knows.
    var reboots: Bool {
        if step.children != nil { return false }
        if step.reserved == .reboot { return true }
        let target = step.arguments["target"]?.string.flatMap(PowerTarget.init)
        return step.name == BuiltInSteps.setPower && (target == .reboot || target == .softReboot)
    }
}

extension PowerInterface {
    /// Who switches: the agent where there is no BMC.
    var actor: StepActor { name == "agent" ? .agent : .bmc }
}
