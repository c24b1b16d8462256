import IngotAuth

/// The rules about how much of a node is shown, decided as far as the caller decides them: made once a request, and
/// asked for each node of a list.
struct NodeVisibilityRules: Sendable {
    private let passwords: PolicyVerdict
    private let instanceSecrets: PolicyVerdict
    /// Callers above it see all that is not secret.
    private let threshold: PolicyVerdict
    private let fields: [(field: any WritableKeyPath<NodeVisibility, Bool> & Sendable, verdict: PolicyVerdict)]

    init(_ context: APIContext) {
        let policy = context.policy
        let caller = context.caller
        passwords = policy.strictVerdict("show_password", caller)
        instanceSecrets = policy.strictVerdict("show_instance_secrets", caller)
        threshold = policy.verdict("baremetal:node:get:filter_threshold", caller)
        // Whoever is above the threshold is asked for nothing more.
        guard threshold.whateverTheTarget != true else {
            fields = []
            return
        }
        fields = [
            (\.driverInfo, policy.verdict("baremetal:node:get:driver_info", caller)),
            (\.internalInfo, policy.verdict("baremetal:node:get:driver_internal_info", caller)),
            (\.lastError, policy.verdict("baremetal:node:get:last_error", caller)),
            (\.reservation, policy.verdict("baremetal:node:get:reservation", caller)),
        ]
    }

    func visibility(of target: PolicyTarget) -> NodeVisibility {
        var visibility = NodeVisibility()
        visibility.passwords = passwords.allows(target)
        visibility.instanceSecrets = instanceSecrets.allows(target)
        guard !threshold.allows(target) else { return visibility }
        for (field, verdict) in fields { visibility[keyPath: field] = verdict.allows(target) }
        return visibility
    }

    /// How every node is shown, where owners and lessees make no difference.
    var visibilityOfAll: NodeVisibility? {
        guard passwords.isSettled, instanceSecrets.isSettled, threshold.isSettled,
            fields.allSatisfy(\.verdict.isSettled)
        else { return nil }
        return visibility(of: [:])
    }
}

extension PolicyVerdict {
    /// Whether the target makes no difference.
    fileprivate var isSettled: Bool { whateverTheTarget != nil }
}
