import IngotModel
import Logging

/// Knows tokens that the Identity service has been asked about, by their fingerprints.
final class TokenMemory: Sendable {
    private struct Key: Hashable, Sendable {
        let token: Fingerprint
        let allowsExpired: Bool
    }

    /// Longer than any token is: those of Keystone have a few hundred characters, signed ones a few thousand.
    private static let maximumLength = 32 << 10

    private let service: IdentityService
    private let settings: IdentitySettings
    private let clock: any WallClock
    private let logger: Logger
    private let fingerprinter = Fingerprinter()
    /// Nil is remembered too: the token is not valid.
    private let known: ExpiringCache<Key, IdentityToken?>
    private let validations = SingleFlight<Key, Result<IdentityToken?, IdentityFault>>()

    init(_ service: IdentityService, _ settings: IdentitySettings, clock: any WallClock, logger: Logger) {
        self.service = service
        self.settings = settings
        self.clock = clock
        self.logger = logger
        known = ExpiringCache(capacity: settings.remembered)
    }

    /// The token's facts; nil where it is not valid.
    ///
    /// - Throws: ``AuthenticationFailure`` (503) where nobody can tell.
    func lookUp(_ token: Secret, allowingExpired: Bool) async throws(AuthenticationFailure) -> IdentityToken? {
        let text = token.reveal()
        guard text.utf8.count <= Self.maximumLength else { return nil }
        let key = Key(token: fingerprinter.fingerprint([Array(text.utf8)]), allowsExpired: allowingExpired)
        let remembered = known.value(key, at: clock.now)
        let found = if let remembered { remembered } else { try await ask(token, key) }
        guard let found, allowingExpired || clock.now < found.expires else { return nil }
        return found
    }

    private func ask(_ token: Secret, _ key: Key) async throws(AuthenticationFailure) -> IdentityToken? {
        guard validations.count < settings.maximumValidations else {
            throw Self.unavailable("Too many tokens are being validated at this moment", after: 1)
        }
        switch await validations.value(key, { [self] in await validate(token, key) }) {
        case .success(let found): return found
        case .failure(let fault):
            throw Self.unavailable(
                "The Keystone service is temporarily unavailable.", after: fault.retryAfterSeconds ?? 5)
        }
    }

    /// Asks, and remembers the answer before anybody else can begin to ask the same.
    private func validate(_ token: Secret, _ key: Key) async -> Result<IdentityToken?, IdentityFault> {
        // It may have become known since the caller looked.
        if let remembered = known.value(key, at: clock.now) { return .success(remembered) }
        do throws(IdentityFault) {
            let found = try await service.validate(token, allowingExpired: key.allowsExpired)
            remember(found, key)
            return .success(found)
        } catch {
            logger.error("A token could not be validated", metadata: ["error": "\(error)"])
            return .failure(error)
        }
    }

    private func remember(_ found: IdentityToken?, _ key: Key) {
        let now = clock.now
        guard let found else {
            known.store(nil, for: key, at: now, until: now + settings.refusalMemory)
            return
        }
        let end = now + settings.memory
        known.store(found, for: key, at: now, until: key.allowsExpired ? end : min(end, found.expires))
    }

    private static func unavailable(_ message: String, after seconds: Int) -> AuthenticationFailure {
        AuthenticationFailure(
            status: 503, code: "identity_unavailable", message: message, retryAfterSeconds: seconds)
    }
}
