import AsyncHTTPClient
import IngotModel
import Logging

extension AuthenticationSettings {
    /// The authenticator of the strategy; reads the files that it needs.
    ///
    /// - Throws: ``AuthenticationProblem`` where a setting is missing or a file cannot be used.
    package func authenticator(
        http: HTTPClient, clock: any WallClock = SystemWallClock(), logger: Logger
    ) throws(AuthenticationProblem) -> any Authenticator {
        switch strategy {
        case .noauth: return NoAuthenticator()
        case .httpBasic:
            guard let passwordFile else {
                throw AuthenticationProblem(
                    "the strategy http_basic needs auth.password_file: a file of users made with htpasswd -B -c FILE USER"
                )
            }
            return try BasicAuthenticator(
                file: passwordFile, memory: passwordMemory, clock: clock, logger: logger)
        case .keystone:
            return try KeystoneAuthenticator(settings: keystone, http: http, clock: clock, logger: logger)
        }
    }

    /// The rules, which follow their file.
    ///
    /// - Throws: ``AuthenticationProblem`` where the file cannot be used.
    package func policyStore(
        clock: any WallClock = SystemWallClock(), logger: Logger
    ) throws(AuthenticationProblem) -> PolicyStore {
        try PolicyStore(policies, file: policyFile, clock: clock, logger: logger)
    }
}
