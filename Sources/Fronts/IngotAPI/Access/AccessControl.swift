import HTTPTypes
import Hummingbird
import IngotAuth

/// How the API finds out who calls, and which rules are in force.
package struct AccessControl: Sendable {
    private let authenticator: any Authenticator
    /// The rules as they are now; their file may change while the server runs.
    let policy: @Sendable () async -> Policy

    package init(_ authenticator: any Authenticator, policy: @escaping @Sendable () async -> Policy) {
        self.authenticator = authenticator
        self.policy = policy
    }

    /// Everybody may do everything.
    package static let open = AccessControl(NoAuthenticator(), policy: { .standard })

    /// Who calls a route that is open to everybody.
    var everybody: Caller { authenticator.everybody }

    /// Who sends a request.
    ///
    /// - Throws: ``APIError``: 400, 401 or 503.
    func caller(of request: Request) async throws -> Caller {
        let credentials = Credentials { name in HTTPField.Name(name).flatMap { request.headers[$0] } }
        do {
            return try await authenticator.caller(for: credentials)
        } catch {
            throw APIError(error)
        }
    }
}

extension APIError {
    fileprivate init(_ failure: AuthenticationFailure) {
        var headers: HTTPFields = [:]
        headers[.wwwAuthenticate] = failure.challenge
        headers[.retryAfter] = failure.retryAfterSeconds.map(String.init)
        self.init(
            status: failure.status, code: failure.code, message: failure.message, form: .authentication,
            headers: headers)
    }
}
