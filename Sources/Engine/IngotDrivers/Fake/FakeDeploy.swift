import IngotHardware
import IngotModel

/// The deploy interface `fake`: deploys by saying so (peer: ironic's `FakeDeploy`).
package struct FakeDeploy: DeployInterface {
    package let name = "fake"
    package let learnsSteps = false
    private let delay: Duration

    package init(delay: Duration) { self.delay = delay }

    package func validate(_ task: NodeTask) async throws {}
    package func validateDeployment(_ task: NodeTask) async throws {}
    package func frame(of phase: StepPhase, for task: NodeTask) -> PhaseFrame { PhaseFrame() }
    package func steps(in phase: StepPhase, for task: NodeTask) -> [PlannedStep] {
        guard phase == .deploy else { return [] }
        return [
            PlannedStep(
                Step(.deploy, "deploy", priority: 100, isAbortable: true), by: .conductor, .repeatable,
                taking: [:], because: "the core step of every deployment")
        ]
    }

    /// Whoever tries plans out on fake nodes must not think that a real deployment would keep what is on the disks.
    package func notes(on phase: StepPhase) -> [String] {
        guard phase == .deploy else { return [] }
        return [
            "the deploy interface 'fake' only pretends: no image is written and no disk is touched, so nothing is lost;"
                + " another one would overwrite the disk that it chooses"
        ]
    }

    package func body(of step: Step, in phase: StepPhase) -> (any StepBody)? {
        phase == .deploy && step.name == "deploy"
            ? FakeStep(delay: delay, detail: "pretended to deploy", powerState: .on) : nil
    }
}
