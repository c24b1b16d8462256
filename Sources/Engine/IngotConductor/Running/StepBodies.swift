import IngotHardware
import IngotModel

/// Finds what does a planned step on a node.
struct StepBodies: Sendable {
    let surroundings: Surroundings
    /// What the step is done for.
    let work: StepWork

    private var catalog: HardwareCatalog { surroundings.catalog }

    /// - Throws: ``HardwareProblem`` where no interface of the node knows the step.
    func body(of planned: PlannedStep, on node: Node, in phase: StepPhase? = nil) throws -> any StepBody {
        let step = planned.step
        if step.children != nil {
            return ChildSteps(
                surroundings: surroundings, planned: planned, phase: Self.phase(of: node.provisionState), parent: work)
        }
        if let reserved = step.reserved { return try body(of: reserved, step, on: node) }
        switch (step.interface, step.name) {
        case (.power, BuiltInSteps.verifyPower):
            return VerifyPower(power: try catalog.power(of: node))
        case (.power, BuiltInSteps.setPower):
            guard let target = step.arguments["target"]?.string.flatMap(PowerTarget.init) else {
                throw HardwareProblem(.invalidParameter, "the power step names no target")
            }
            return try catalog.power(of: node).step(for: target)
        case (.deploy, BuiltInSteps.tearDown): return TearDown()
        case (.deploy, BuiltInSteps.refuse): return Refuse(reason: step.arguments["reason"]?.string ?? "")
        case (.inspect, BuiltInSteps.inspect):
            return try catalog.interface(.inspect, of: node, as: (any InspectInterface).self).inspection()
        case (.inspect, BuiltInSteps.applyRules): return ApplyRules(surroundings: surroundings)
        case (.rescue, StepPhase.rescue.rawValue):
            return try catalog.interface(.rescue, of: node, as: (any RescueInterface).self).rescue()
        case (.rescue, StepPhase.unrescue.rawValue):
            return try catalog.interface(.rescue, of: node, as: (any RescueInterface).self).unrescue()
        default:
            return try offered(step, by: planned.actor, on: node, in: phase ?? Self.phase(of: node.provisionState))
        }
    }

    private func body(of reserved: ReservedStep, _ step: Step, on node: Node) throws -> any StepBody {
        if let target = reserved.powerTarget {
            // What children may is not known before it is their turn.
            guard target.result == .on || !node.disablePowerOff else {
                throw HardwareProblem(
                    .invalidParameter, "node \(node.id) has disable_power_off set; leave the step out")
            }
            return try catalog.power(of: node).step(for: target)
        }
        guard reserved == .wait else { return Hold() }
        guard let given = step.arguments["seconds"], !given.isNull else { return HeartbeatWait() }
        guard let seconds = given.count else {
            throw HardwareProblem(.invalidParameter, "the seconds to wait must be a whole number from 0 on")
        }
        let wait = min(Duration.seconds(seconds), surroundings.settings.longestWaitStep)
        return TimedWait(wait, then: StepResult(detail: "waited for \(Int(wait.inSeconds)) s"))
    }

    private func offered(
        _ step: Step, by actor: StepActor, on node: Node, in phase: StepPhase
    ) throws(HardwareProblem) -> any StepBody {
        // What the agent offers for any interface is performed through the deploy interface, which speaks to the agent.
        let kind = actor == .agent ? .deploy : step.interface
        let provider = try catalog.interface(kind, of: node, as: (any OffersSteps).self)
        guard let body = provider.body(of: step, in: phase) else {
            throw HardwareProblem(
                .unsupported,
                "the \(kind.rawValue) interface '\(provider.name)' knows no step '\(step.name)' for \(phase.rawValue)")
        }
        return body
    }

    private static func phase(of state: ProvisionState) -> StepPhase { phases[state] ?? .verify }

    private static let phases: [ProvisionState: StepPhase] = [
        .cleaning: .clean, .cleanWait: .clean, .cleanHold: .clean, .deploying: .deploy, .deployWait: .deploy,
        .deployHold: .deploy, .deleting: .undeploy, .servicing: .service, .serviceWait: .service,
        .serviceHold: .service, .inspecting: .inspect, .inspectWait: .inspect, .rescuing: .rescue,
        .rescueWait: .rescue, .unrescuing: .unrescue,
    ]
}
