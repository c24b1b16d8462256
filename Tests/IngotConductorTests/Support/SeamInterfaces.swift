import IngotHardware
import IngotModel

/// A step that is done through a seam.
struct SeamStep: StepBody {
    let body: any StepBody
    let name: String
    let seam: any Seam

    func run(_ task: NodeTask) async throws -> StepOutcome {
        try await seam.call("\(name) run") { try await body.run(task) }
    }
    func check(_ ticket: JSONValue, _ task: NodeTask) async throws -> StepOutcome {
        try await seam.call("\(name) check") { try await body.check(ticket, task) }
    }
    func recover(_ task: NodeTask) async throws -> StepOutcome {
        try await seam.call("\(name) recover") { try await body.recover(task) }
    }
}

struct SeamPower: PowerInterface {
    let base: any PowerInterface
    let seam: any Seam

    var name: String { base.name }
    var supportedTargets: Set<PowerTarget> { base.supportedTargets }
    var observesPower: Bool { base.observesPower }
    func validate(_ task: NodeTask) async throws { try await base.validate(task) }
    func state(of task: NodeTask) async throws -> PowerState? {
        try await seam.call("power.state") { try await base.state(of: task) }
    }
    func step(for target: PowerTarget) -> any StepBody {
        SeamStep(body: base.step(for: target), name: "power.\(target.rawValue)", seam: seam)
    }
}

struct SeamDeploy: DeployInterface {
    let base: any DeployInterface
    let seam: any Seam

    var name: String { base.name }
    var learnsSteps: Bool { base.learnsSteps }
    func validate(_ task: NodeTask) async throws { try await base.validate(task) }
    func validateDeployment(_ task: NodeTask) async throws { try await base.validateDeployment(task) }
    func frame(of phase: StepPhase, for task: NodeTask) -> PhaseFrame { base.frame(of: phase, for: task) }
    func notes(on phase: StepPhase) -> [String] { base.notes(on: phase) }
    func steps(in phase: StepPhase, for task: NodeTask) -> [PlannedStep] { base.steps(in: phase, for: task) }
    func reboots(with step: Step) -> Bool { base.reboots(with: step) }
    func body(of step: Step, in phase: StepPhase) -> (any StepBody)? {
        base.body(of: step, in: phase).map { SeamStep(body: $0, name: step.qualifiedName, seam: seam) }
    }
}

struct SeamInspect: InspectInterface {
    let base: any InspectInterface
    let seam: any Seam

    var name: String { base.name }
    var canBeAborted: Bool { base.canBeAborted }
    func validate(_ task: NodeTask) async throws { try await base.validate(task) }
    func inspection() -> any StepBody { SeamStep(body: base.inspection(), name: "inspect", seam: seam) }
}

struct SeamRescue: RescueInterface {
    let base: any RescueInterface
    let seam: any Seam

    var name: String { base.name }
    func validate(_ task: NodeTask) async throws { try await base.validate(task) }
    func rescue() -> any StepBody { SeamStep(body: base.rescue(), name: "rescue", seam: seam) }
    func unrescue() -> any StepBody { SeamStep(body: base.unrescue(), name: "unrescue", seam: seam) }
}

/// An interface of any other kind that offers steps.
struct SeamSteps: OffersSteps {
    let base: any OffersSteps
    let seam: any Seam

    var name: String { base.name }
    func validate(_ task: NodeTask) async throws { try await base.validate(task) }
    func steps(in phase: StepPhase, for task: NodeTask) -> [PlannedStep] { base.steps(in: phase, for: task) }
    func body(of step: Step, in phase: StepPhase) -> (any StepBody)? {
        base.body(of: step, in: phase).map { SeamStep(body: $0, name: step.qualifiedName, seam: seam) }
    }
}

/// A vendor's interface, which answers calls and offers steps.
struct SeamVendor: VendorInterface, OffersSteps {
    let base: any VendorInterface & OffersSteps
    let seam: any Seam

    var name: String { base.name }
    var methods: [VendorMethod] { base.methods }
    var driverMethods: [VendorMethod] { base.driverMethods }
    func validate(_ task: NodeTask) async throws { try await base.validate(task) }
    func call(
        _ method: VendorMethod, _ arguments: [String: JSONValue], on task: NodeTask
    ) async throws -> VendorReply {
        try await seam.call("vendor.\(method.name)") { try await base.call(method, arguments, on: task) }
    }
    func steps(in phase: StepPhase, for task: NodeTask) -> [PlannedStep] { base.steps(in: phase, for: task) }
    func body(of step: Step, in phase: StepPhase) -> (any StepBody)? {
        base.body(of: step, in: phase).map { SeamStep(body: $0, name: step.qualifiedName, seam: seam) }
    }
}
