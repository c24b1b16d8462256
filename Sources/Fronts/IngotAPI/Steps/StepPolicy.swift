import IngotAuth
import IngotModel

/// Rules for single steps, which operators may write: `baremetal:step:execute:<interface>.<step>`.
///
/// A step without a rule of its own is everybody's (contract: `policies.json`, `notes`).
enum StepPolicy {
    /// - Parameter target: the node, where the steps are for one.
    /// - Throws: ``APIError`` (403) that names every step that is not allowed.
    static func check(_ steps: [JSONValue], _ target: PolicyTarget = [:], _ context: APIContext) throws {
        let refused = steps.compactMap(name).filter { name in
            let rule = "baremetal:step:execute:\(name)"
            return context.policy.defines(rule) && !context.allows(rule, target)
        }
        guard !refused.isEmpty else { return }
        throw APIError.forbidden(
            "The policy does not allow you these steps: \(refused.joined(separator: ", ")); each has a rule"
                + " 'baremetal:step:execute:<step>'", code: "not_authorized")
    }

    /// `interface.step`; nil for what is no step, which is refused elsewhere.
    private static func name(of step: JSONValue) -> String? {
        guard let interface = step["interface"]?.string, let name = step["step"]?.string else { return nil }
        return "\(interface).\(name)"
    }
}
