import IngotHardware
import IngotModel

/// Finds what does a planned step on a node.
struct StepBodies: Sendable {
    let catalog: HardwareCatalog

    /// - Throws: ``HardwareProblem`` where no interface of the node knows the step.
    func body(of planned: PlannedStep, on node: Node) throws(HardwareProblem) -> any StepBody {
        let step = planned.step
        switch (step.interface, step.name) {
        case (.power, BuiltInSteps.verifyPower):
            return VerifyPower(power: try catalog.power(of: node))
        case (.power, BuiltInSteps.setPower):
            let power = try catalog.power(of: node)
            guard let target = step.arguments["target"]?.string.flatMap(PowerTarget.init) else {
                throw HardwareProblem(.invalidParameter, "the power step names no target")
            }
            return power.step(for: target)
        case (.deploy, BuiltInSteps.tearDown): return TearDown()
        default: return try offered(step, by: planned.actor, on: node)
        }
    }

    private func offered(_ step: Step, by actor: StepActor, on node: Node) throws(HardwareProblem) -> any StepBody {
        let phase = Self.phase(of: node.provisionState)
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

    private static func phase(of state: ProvisionState) -> StepPhase {
        switch state {
        case .cleaning, .cleanWait: .clean
        case .deploying, .deployWait: .deploy
        case .deleting: .undeploy
        default: .verify
        }
    }
}
