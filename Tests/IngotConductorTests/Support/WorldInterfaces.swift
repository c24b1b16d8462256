import IngotHardware
import IngotModel

/// A deploy interface with steps of each kind of repetition, in every phase that has steps.
struct WorldDeploy: DeployInterface {
    let name = "world"
    let learnsSteps = true
    let world: World
    /// The step that fails.
    var failure: String?

    func validate(_ task: NodeTask) async throws {}
    func validateDeployment(_ task: NodeTask) async throws {
        guard task.node.instanceInfo["image_source"] != nil else {
            throw HardwareProblem(.invalidParameter, "instance_info/image_source is missing")
        }
    }
    func frame(of phase: StepPhase, for task: NodeTask) -> PhaseFrame {
        guard phase == .clean else { return PhaseFrame() }
        return PhaseFrame(opening: [
            PlannedStep(Step(.deploy, "ask"), by: .agent, .repeatable, because: "the steps must be known")
        ])
    }
    func steps(in phase: StepPhase, for task: NodeTask) -> [PlannedStep] {
        switch phase {
        case .deploy:
            [
                PlannedStep(Step(.deploy, "prepare", priority: 100), by: .conductor, .repeatable, because: "first"),
                PlannedStep(
                    Step(.deploy, "write", priority: 80, isAbortable: true), by: .agent, .resumable, because: "second"),
                PlannedStep(Step(.deploy, "boot", priority: 20), by: .conductor, .repeatable, because: "last"),
            ]
        case .clean where task.node.driverInternalInfo["told"] != nil: [Self.erase] + Self.onDemand
        case .clean, .service: Self.onDemand
        default: []
        }
    }
    func body(of step: Step, in phase: StepPhase) -> (any StepBody)? {
        if step.name == failure { return FailingStep() }
        return switch step.name {
        case "write", "erase", "patch": JobStep(world: world, job: step.name)
        case "flash": OnceStep(world: world, effect: step.name)
        default: EffectStep(world: world, effect: step.name)
        }
    }

    private static let erase = PlannedStep(
        Step(.deploy, "erase", priority: 10), by: .agent, .resumable, because: "the agent told so")

    private static let onDemand = [
        PlannedStep(
            Step(.deploy, "flash", requiresRamdisk: false), by: .conductor, .atMostOnce, because: "who asks for it"),
        PlannedStep(
            Step(.deploy, "patch", isAbortable: true, requiresRamdisk: false), by: .conductor, .resumable,
            because: "who asks for it"),
    ]
}

/// Switches at once, and reboots in a while.
struct WorldPower: PowerInterface {
    let name = "world"
    let world: World
    let supportedTargets = Set(PowerTarget.allCases)

    func validate(_ task: NodeTask) async throws {}
    func state(of task: NodeTask) async throws -> PowerState? {
        try world.strip.ask(task.node.id) ?? task.node.powerState
    }
    func step(for target: PowerTarget) -> any StepBody {
        switch target {
        case .reboot, .softReboot: JobStep(world: world, job: "reboot", powerState: target.result)
        case .on, .off, .softOff: EffectStep(world: world, effect: target.result.rawValue, powerState: target.result)
        }
    }
}

struct WorldInspect: InspectInterface {
    let name = "world"
    let world: World

    func validate(_ task: NodeTask) async throws {}
    func inspection() -> any StepBody { JobStep(world: world, job: "inspect") }
}

struct WorldRescue: RescueInterface {
    let name = "world"
    let world: World

    func validate(_ task: NodeTask) async throws {}
    func rescue() -> any StepBody { JobStep(world: world, job: "rescue") }
    func unrescue() -> any StepBody { JobStep(world: world, job: "unrescue") }
}
