/// Finds out who sends a request.
package protocol Authenticator: Sendable {
    /// The caller, or why there is none.
    func caller(for credentials: Credentials) async throws(AuthenticationFailure) -> Caller
}

/// Asks nobody who they are: everybody may do everything.
package struct NoAuthenticator: Authenticator {
    package init() {}

    package func caller(for credentials: Credentials) async throws(AuthenticationFailure) -> Caller { .anybody }
}
