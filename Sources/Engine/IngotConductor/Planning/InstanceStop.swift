import IngotHardware
import IngotModel

/// How an instance is stopped before its machine is taken back.
///
/// A machine with `disable_power_off` is rebooted, so that it does not run on as it was left (peer: ironic's
/// `AgentBaseMixin.clean_up`). Where only an agent could reboot it, it is left alone: either the agent is there, and then
/// it is the ramdisk that runs, or there is nobody to ask.
enum InstanceStop {
    /// What is asked of the machine; nil where it is left as it is.
    static func target(on node: Node, by power: any PowerInterface) -> PowerTarget? {
        guard node.disablePowerOff else { return .off }
        return power.observesPower && power.supportedTargets.contains(.reboot) ? .reboot : nil
    }

    /// The steps of the phase: the machine first, then what is known of the instance.
    static func planned(on node: Node, by power: any PowerInterface) -> [PlannedStep] {
        let stop = target(on: node, by: power).map { target in
            PlannedStep(
                Step(
                    .power, BuiltInSteps.setPower, arguments: ["target": .string(target.rawValue)],
                    requiresRamdisk: false),
                by: power.actor, target == .off ? .repeatable : .resumable, because: reason(for: target))
        }
        return (stop.map { [$0] } ?? []) + [BuiltInSteps.tearDownPlanned]
    }

    /// What whoever reads the plan should know.
    static func notes(on node: Node, by power: any PowerInterface) -> [String] {
        guard target(on: node, by: power) == nil else { return [] }
        return [
            "the machine is neither switched off nor rebooted, as disable_power_off is set and the power interface"
                + " '\(power.name)' has no means of its own; what runs on it runs on"
        ]
    }

    private static func reason(for target: PowerTarget) -> String {
        target == .off
            ? "the instance must stop before its machine is taken back"
            : "the instance must not run on, and disable_power_off lets its machine only be rebooted"
    }
}
