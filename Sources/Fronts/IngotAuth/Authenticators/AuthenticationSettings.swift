import IngotModel

/// How callers are recognised, and which rules hold for them.
package struct AuthenticationSettings: Sendable {
    package var strategy = Caller.Strategy.noauth
    /// The users of `http_basic`, in the form of Apache's `htpasswd -B`.
    package var passwordFile: String?
    /// How long a password that was right is taken for right without being hashed again.
    package var passwordMemory: Duration = .seconds(300)
    package var keystone = IdentitySettings()
    /// A YAML file of rules that take the place of defaults.
    package var policyFile: String?
    package var policies = PolicySettings()

    package init() {}
}
