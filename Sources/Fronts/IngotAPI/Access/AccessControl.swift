import Hummingbird
import IngotAuth

/// How the API finds out who calls, and which rules are in force.
package struct AccessControl: Sendable {
    /// Who sends a request.
    var identify: @Sendable (Request) async throws -> Caller
    /// The rules as they are now; their file may change while the server runs.
    var policy: @Sendable () -> Policy

    package init(
        identify: @escaping @Sendable (Request) async throws -> Caller, policy: @escaping @Sendable () -> Policy
    ) {
        self.identify = identify
        self.policy = policy
    }

    /// Everybody may do everything.
    package static let open = AccessControl(identify: { _ in .anybody }, policy: { Policy() })
}
