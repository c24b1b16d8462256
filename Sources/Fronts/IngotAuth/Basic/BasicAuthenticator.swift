import IngotModel
import Logging
import NIOPosix

/// Recognises callers by user and password (RFC 7617), with the users in a file.
///
/// Hashing a password takes long on purpose, so it happens on threads of its own, once for all who come with the same
/// password at the same time; a password that was right is remembered for a while by a fingerprint that covers the hash
/// too, so that a changed file counts at once. What was wrong is not remembered.
package final class BasicAuthenticator: Authenticator {
    package let strategy = Caller.Strategy.httpBasic

    private let file: WatchedFile<PasswordFile>
    private let memory: Duration
    private let clock: any WallClock
    private let logger: Logger
    private let fingerprinter = Fingerprinter()
    private let proven: ExpiringCache<Fingerprint, Void>
    private let checks = SingleFlight<Fingerprint, Bool>()
    private let threads = NIOThreadPool(numberOfThreads: 2)
    private let maximumChecks: Int

    /// - Throws: ``AuthenticationProblem`` where the file cannot be used.
    package init(
        file path: String, memory: Duration = .seconds(300), remembered: Int = 1_000, maximumChecks: Int = 64,
        clock: any WallClock = SystemWallClock(), logger: Logger
    ) throws(AuthenticationProblem) {
        file = try WatchedFile(path, clock: clock, logger: logger) { try PasswordFile($0) }
        self.memory = memory
        self.clock = clock
        self.logger = logger
        proven = ExpiringCache(capacity: remembered)
        self.maximumChecks = maximumChecks
        threads.start()
    }

    deinit { threads.shutdownGracefully { _ in } }

    package func caller(for credentials: Credentials) async throws(AuthenticationFailure) -> Caller {
        guard let header = credentials.authorization else { throw Self.unauthorized("Authorization required") }
        let offered = try Self.read(header)
        let users = await file.current()
        let hash = users.hash(of: offered.user)
        let key = fingerprinter.fingerprint(
            [Array(offered.user.utf8), Array((hash ?? "").utf8), offered.password])
        if hash != nil, proven.value(key, at: clock.now) != nil { return Self.caller(offered.user) }
        guard try await check(offered.password, hash ?? users.decoy, key), hash != nil else {
            logger.info("A user or password was wrong", metadata: ["user.name": "\(offered.user)"])
            throw Self.unauthorized("Incorrect username or password")
        }
        let now = clock.now
        proven.store((), for: key, at: now, until: now + memory)
        return Self.caller(offered.user)
    }

    /// How many passwords are taken for right without being hashed.
    var remembered: Int { proven.count }

    private func check(
        _ password: [UInt8], _ hash: String, _ key: Fingerprint
    ) async throws(AuthenticationFailure) -> Bool {
        guard checks.count < maximumChecks else {
            throw AuthenticationFailure(
                status: 503, code: "authentication_busy",
                message: "Too many passwords are being checked at this moment; try again in a second",
                retryAfterSeconds: 1)
        }
        let threads = threads
        return await checks.value(key) {
            // It only fails where the program ends.
            (try? await threads.runIfActive { BCrypt.matches(password, hash) }) ?? false
        }
    }

    private static func read(_ header: Secret) throws(AuthenticationFailure) -> BasicCredentials {
        do {
            return try BasicCredentials(header.reveal())
        } catch {
            let message =
                switch error {
                case .isNotBasic: "The Authorization header is not of the type Basic"
                case .isMalformed: "The Authorization header has no user and password that can be decoded"
                }
            throw AuthenticationFailure(status: 400, code: "invalid_authorization", message: message)
        }
    }

    private static func caller(_ user: String) -> Caller {
        var caller = Caller(strategy: .httpBasic)
        caller.userID = user
        caller.userName = user
        return caller
    }

    private static func unauthorized(_ message: String) -> AuthenticationFailure {
        AuthenticationFailure(
            status: 401, code: "unauthorized", message: message, challenge: #"Basic realm="Baremetal API""#)
    }
}
