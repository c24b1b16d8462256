import IngotModel

/// Knows how a machine is cleaned and how an instance gets onto it.
package protocol DeployInterface: OffersSteps {
    /// Whether steps become known only when the agent has told them, so that an unknown one may be among them.
    var learnsSteps: Bool { get }

    /// What must be there before an instance can be deployed; thrown as ``HardwareProblem`` where it is not.
    func validateDeployment(_ task: NodeTask) async throws

    /// The frame around the steps of a phase: what comes first and last, whatever steps lie between.
    func frame(of phase: StepPhase, for task: NodeTask) -> PhaseFrame

    /// Whether the machine is rebooted by a step of this interface.
    func reboots(with step: Step) -> Bool

    /// What whoever reads a plan should know of the phase, beside its steps.
    func notes(on phase: StepPhase) -> [String]
}

extension DeployInterface {
    package func reboots(with step: Step) -> Bool { false }
    package func notes(on phase: StepPhase) -> [String] { [] }
}

/// What a phase begins and ends with.
package struct PhaseFrame: Sendable {
    package var opening: [PlannedStep]
    package var closing: [PlannedStep]

    package init(opening: [PlannedStep] = [], closing: [PlannedStep] = []) {
        self.opening = opening
        self.closing = closing
    }
}
