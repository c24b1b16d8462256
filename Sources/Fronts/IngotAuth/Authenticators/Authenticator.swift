/// Finds out who sends a request.
package protocol Authenticator: Sendable {
    var strategy: Caller.Strategy { get }

    /// The caller, or why there is none.
    func caller(for credentials: Credentials) async throws(AuthenticationFailure) -> Caller
}

extension Authenticator {
    /// Who calls a route that is open to everybody: nobody in particular, to whom rules apply all the same.
    package var everybody: Caller {
        var caller = Caller(strategy: strategy)
        caller.isPublic = true
        return caller
    }
}

/// Asks nobody who they are: everybody may do everything.
package struct NoAuthenticator: Authenticator {
    package let strategy = Caller.Strategy.noauth

    package init() {}

    package func caller(for credentials: Credentials) async throws(AuthenticationFailure) -> Caller { .anybody }
}
