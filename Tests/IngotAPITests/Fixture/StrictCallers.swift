import IngotAPI
@testable import IngotAuth

/// Knows whoever brings a token, and nobody else.
struct StrictCallers: Authenticator {
    let strategy = Caller.Strategy.keystone

    static var access: AccessControl { AccessControl(StrictCallers(), policy: { .standard }) }

    func caller(for credentials: Credentials) async throws(AuthenticationFailure) -> Caller {
        guard credentials.token != nil else {
            throw AuthenticationFailure(status: 401, code: "unauthorized", message: "Who is it?")
        }
        return Caller(strategy: .keystone)
    }
}
