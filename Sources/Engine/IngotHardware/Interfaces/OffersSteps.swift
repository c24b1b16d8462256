import IngotModel

/// The parts of a node's life in which interfaces may offer steps.
package enum StepPhase: String, Sendable, Hashable, CaseIterable {
    case verify, inspect, clean, deploy, undeploy, service, rescue, unrescue
}

/// An interface that takes part in phases with steps of its own.
package protocol OffersSteps: HardwareInterface {
    /// The steps that the interface offers in a phase; those of priority zero are done only when asked for.
    func steps(in phase: StepPhase, for task: NodeTask) -> [PlannedStep]

    /// What does a step, or nil where the interface knows no step of that name.
    func body(of step: Step, in phase: StepPhase) -> (any StepBody)?
}

extension OffersSteps {
    package func steps(in phase: StepPhase, for task: NodeTask) -> [PlannedStep] { [] }
}
