import IngotHardware
import IngotModel

/// Steps that the operator wants never done in a phase, whoever asks for them (peer: ironic's
/// `[api]disallow_clean_steps` and its sisters).
package struct DisallowedSteps: Sendable, Hashable {
    private var names: [StepPhase: Set<String>] = [:]

    package init() { for phase in [StepPhase.clean, .deploy, .service] { names[phase] = Self.usual } }

    /// What speaks to a BMC in raw bytes can do anything to it.
    private static let usual: Set<String> = ["vendor.send_raw"]

    /// Names as `interface.step`.
    package subscript(in phase: StepPhase) -> Set<String> {
        get { names[phase] ?? [] }
        set { names[phase] = newValue }
    }

    func allows(_ step: Step, in phase: StepPhase) -> Bool { !self[in: phase].contains(step.qualifiedName) }

    /// Those of the steps that are not allowed, as they are named; what is no step is told elsewhere.
    func disallowed(_ steps: JSONValue?, in phase: StepPhase) -> [String] {
        (steps?.array ?? []).compactMap { (try? RequestedStep($0))?.step }.filter { !allows($0, in: phase) }
            .map(\.qualifiedName)
    }

    /// The steps without those that are not allowed.
    func allowed(_ steps: JSONValue?, in phase: StepPhase) -> JSONValue? {
        guard let list = steps?.array else { return steps }
        return .array(list.filter { disallowed([$0], in: phase).isEmpty })
    }

    /// - Throws: ``PlanBlocker``, where a caller asks for one that is not allowed, alone or with a runbook.
    func check(_ steps: JSONValue?, in phase: StepPhase) throws(PlanBlocker) {
        let refused = disallowed(steps, in: phase)
        guard !refused.isEmpty else { return }
        let noun = refused.count == 1 ? "the step" : "the steps"
        throw PlanBlocker(
            code: "step_not_allowed",
            "\(noun) \(refused.joined(separator: ", ")) must not be done here, as the setting"
                + " \(phase.rawValue).disallowed_steps says",
            remedy: "do without, or have an operator of the service allow it")
    }
}
