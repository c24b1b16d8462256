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

    /// What a node's own ramdisk sees: everything but secrets.
    static let ofRamdisk = NodeVisibility()

    /// What stands in place of what a policy hides.
    static let redaction = "** Redacted: the policy does not let you see this **"
}
