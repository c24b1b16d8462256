/// Steps that belong to no interface: the conductor does them itself, whatever interface they are asked of.
///
/// Names are those of the Bare Metal API (peer: ironic 39.0.0, `conductor/steps.py`).
package enum ReservedStep: String, Sendable, Hashable, CaseIterable {
    case powerOn = "power_on"
    case powerOff = "power_off"
    case reboot
    /// Stops until somebody asks for `unhold` or `abort`.
    case hold
    /// Stops for `args.seconds`, or until the agent's next heartbeat.
    case wait

    /// What the step does to the machine's power, or nil where it does nothing.
    package var powerTarget: PowerTarget? {
        switch self {
        case .powerOn: .on
        case .powerOff: .off
        case .reboot: .reboot
        case .hold, .wait: nil
        }
    }

    /// The arguments that the step takes.
    package var parameters: [String: StepParameter] {
        self == .wait ? ["seconds": StepParameter("a whole number from 0 on", .counts)] : [:]
    }
}

extension Step {
    package var reserved: ReservedStep? { ReservedStep(rawValue: name) }
}
