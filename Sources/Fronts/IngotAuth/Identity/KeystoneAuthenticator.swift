import AsyncHTTPClient
import IngotModel
import Logging

/// Recognises callers by tokens of the Identity service (Keystone).
///
/// Follows the behaviour of keystonemiddleware's `auth_token`: a token that was found valid is believed for a while,
/// but never beyond its end; a service token goes with a user's token, and one with the role of a service lets it be
/// past its end. Tokens with access rules are not asked for, so that the Identity service answers that they are not
/// valid here.
package struct KeystoneAuthenticator: Authenticator {
    package let strategy = Caller.Strategy.keystone

    private let settings: IdentitySettings
    private let challenge: String
    private let tokens: TokenMemory

    /// - Throws: ``AuthenticationProblem`` where a setting is missing or the certificates cannot be read.
    package init(
        settings: IdentitySettings, http: HTTPClient, clock: any WallClock = SystemWallClock(), logger: Logger
    ) throws(AuthenticationProblem) {
        let client = try IdentityClient(settings, http: http, logger: logger)
        self.settings = settings
        challenge = #"Keystone uri="\#(settings.publicURL ?? client.url)""#
        tokens = TokenMemory(IdentityService(client, clock: clock), settings, clock: clock, logger: logger)
    }

    package func caller(for credentials: Credentials) async throws(AuthenticationFailure) -> Caller {
        guard let token = credentials.token?.trimmed else { throw unauthorized }
        let service = try await service(credentials.serviceToken?.trimmed)
        guard let found = try await tokens.lookUp(token, allowingExpired: service?.mayPassOnExpired ?? false) else {
            throw unauthorized
        }
        var caller = found.caller
        if let service = service?.caller {
            caller.service = Caller.Service(
                userID: service.userID, userDomainID: service.userDomainID, projectID: service.projectID,
                projectDomainID: service.projectDomainID)
            caller.serviceRoles = service.roles
        }
        return caller
    }

    /// Who passes the request on; nil where it comes from its caller.
    private func service(
        _ token: Secret?
    ) async throws(AuthenticationFailure) -> (caller: Caller, mayPassOnExpired: Bool)? {
        guard let token else { return nil }
        guard let found = try await tokens.lookUp(token, allowingExpired: false) else { throw unauthorized }
        let hasRole = !settings.serviceTokenRoles.isDisjoint(with: found.caller.roles)
        guard hasRole || !settings.serviceTokenRolesRequired else { throw unauthorized }
        return (found.caller, hasRole)
    }

    private var unauthorized: AuthenticationFailure {
        AuthenticationFailure(
            status: 401, code: "unauthorized", message: "The request you have made requires authentication.",
            challenge: challenge)
    }
}

extension Secret {
    /// Without the white space around it; nil where nothing is left.
    fileprivate var trimmed: Secret? {
        let text = reveal().drop(while: \.isWhitespace)
        let end = text.lastIndex { !$0.isWhitespace }
        return end.map { Secret(String(text[...$0])) }
    }
}
