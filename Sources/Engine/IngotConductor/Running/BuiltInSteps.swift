import IngotHardware
import IngotModel

/// The steps that belong to no interface's own list: verifying and setting power, and letting an instance go.
enum BuiltInSteps {
    static let verifyPower = "verify"
    static let setPower = "set_power_state"
    static let tearDown = "tear_down"

    static let verifyPowerPlanned = PlannedStep(
        Step(.power, verifyPower, requiresRamdisk: false), by: .conductor, .repeatable,
        because: "a machine is managed only when its power interface answers")

    static let tearDownPlanned = [
        PlannedStep(
            Step(
                .power, setPower, arguments: ["target": .string(PowerTarget.off.rawValue)], requiresRamdisk: false),
            by: .conductor, .repeatable, because: "the instance must stop before its machine is taken back"),
        PlannedStep(
            Step(.deploy, tearDown, requiresRamdisk: false), by: .conductor, .repeatable,
            because: "the node forgets the instance, then it is cleaned"),
    ]
}

/// Takes the instance off the node's record; the machine is cleaned next.
struct TearDown: StepBody {
    func run(_ task: NodeTask) async throws -> StepOutcome {
        var result = StepResult(detail: "instance \(task.node.instanceID ?? "without UUID") was taken off the node")
        result.event = .clean
        return .finished(result)
    }
}

/// Asks the power interface for the machine's state.
struct VerifyPower: StepBody {
    let power: any PowerInterface

    func run(_ task: NodeTask) async throws -> StepOutcome {
        try await power.validate(task)
        let state = try await power.state(of: task)
        var result = StepResult(
            detail: "the power interface '\(power.name)' reports \(state?.rawValue ?? "an unknown state")")
        result.changes.powerState = state
        return .finished(result)
    }
}
