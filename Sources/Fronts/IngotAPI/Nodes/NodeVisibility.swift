import IngotAuth
import IngotModel

/// How much of a node a caller sees (contract: `resources.json`, `sanitisation`).
struct NodeVisibility: Sendable, Hashable {
    var passwords = false
    var instanceSecrets = false
    var driverInfo = true
    var internalInfo = true
    var lastError = true
    var reservation = true

    /// What the rules say of one node; callers above the threshold see all that is not secret.
    init(of target: PolicyTarget, _ context: APIContext) {
        passwords = context.policy.holds("show_password", context.caller, target)
        instanceSecrets = context.policy.holds("show_instance_secrets", context.caller, target)
        guard !context.allows("baremetal:node:get:filter_threshold", target) else { return }
        driverInfo = context.allows("baremetal:node:get:driver_info", target)
        internalInfo = context.allows("baremetal:node:get:driver_internal_info", target)
        lastError = context.allows("baremetal:node:get:last_error", target)
        reservation = context.allows("baremetal:node:get:reservation", target)
    }

    /// What a node's own ramdisk sees: everything but secrets.
    static let ofRamdisk = NodeVisibility()

    private init() {}

    /// What stands in place of what a policy hides.
    static let redaction = "** Redacted: the policy does not let you see this **"
}
