import IngotHardware
import IngotModel

/// The steps that belong to no interface's own list, as they are planned; ``StepBodies`` finds what does them.
enum BuiltInSteps {
    static let verifyPower = "verify"
    static let setPower = "set_power_state"
    static let tearDown = "tear_down"
    static let inspect = "inspect"
    static let applyRules = "apply_rules"
    static let refuse = "refuse_steps"

    /// Power first, then what the interfaces want verified.
    static func verifyPlanned(_ offered: [PlannedStep]) -> [PlannedStep] {
        let power = PlannedStep(
            Step(.power, verifyPower, requiresRamdisk: false), by: .conductor, .repeatable,
            because: "a machine is managed only when its power interface answers")
        return [power] + StepOrder.arranged(offered, in: .verify)
    }

    static let tearDownPlanned = PlannedStep(
        Step(.deploy, tearDown, requiresRamdisk: false), by: .conductor, .repeatable,
        because: "the node forgets the instance, then it is cleaned")

    static let inspectPlanned = [
        PlannedStep(
            Step(.inspect, inspect, isAbortable: true), by: .conductor, .resumable,
            because: "the inspect interface looks at the machine"),
        PlannedStep(
            Step(.inspect, applyRules, requiresRamdisk: false), by: .conductor, .repeatable,
            because: "inspection rules may want to change the node by what was found"),
    ]

    /// The one step of rescuing or of going back.
    static func rescuePlanned(_ phase: StepPhase) -> PlannedStep {
        PlannedStep(
            Step(.rescue, phase.rawValue, isAbortable: phase == .rescue), by: .conductor, .resumable,
            because: phase == .rescue
                ? "the machine must leave its instance for the rescue ramdisk"
                : "the machine must leave the rescue ramdisk for its instance")
    }

    /// Stands for steps that cannot be done, and fails.
    static func refused(_ faults: [String]) -> PlannedStep {
        let reason = "nothing is done, because \(faults.joined(separator: "; "))"
        return PlannedStep(
            Step(.deploy, refuse, arguments: ["reason": .string(reason)], requiresRamdisk: false), by: .conductor,
            .repeatable, because: reason)
    }
}
