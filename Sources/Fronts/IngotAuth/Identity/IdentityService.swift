import IngotModel
import Logging
import Synchronization

/// Asks about callers' tokens, and keeps a token of our own for that.
final class IdentityService: Sendable {
    private let client: IdentityClient
    private let clock: any WallClock
    private let own = Mutex<IdentityClient.OwnToken?>(nil)
    private let renewals = SingleFlight<Bool, Result<IdentityClient.OwnToken, IdentityFault>>()

    init(_ client: IdentityClient, clock: any WallClock) {
        self.client = client
        self.clock = clock
    }

    /// The token's facts; nil where it is not valid.
    ///
    /// - Throws: ``IdentityFault`` where the service does not answer, or does not accept our own user.
    func validate(_ token: Secret, allowingExpired: Bool) async throws(IdentityFault) -> IdentityToken? {
        for isLast in [false, true] {
            let current = try await ownToken()
            switch try await client.validate(token, allowingExpired: allowingExpired, as: current) {
            case .valid(let token): return token
            case .invalid: return nil
            case .ownTokenRefused where isLast: break
            case .ownTokenRefused: forget(current)
            }
        }
        throw IdentityFault(description: "the Identity service \(client.url) refuses the token that it just gave us")
    }

    /// Ours is renewed a while before it expires, as clocks differ and calls take time.
    private static let margin = Duration.seconds(30)

    private func ownToken() async throws(IdentityFault) -> IdentityClient.OwnToken {
        if let token = present { return token }
        return try await renewals.value(true) { [self] in await renew() }.get()
    }

    private var present: IdentityClient.OwnToken? {
        own.withLock(\.self).flatMap { clock.now + Self.margin < $0.expires ? $0 : nil }
    }

    /// Asks for a token, and keeps it before anybody else can begin to ask.
    private func renew() async -> Result<IdentityClient.OwnToken, IdentityFault> {
        // Somebody may have renewed it since the caller looked.
        if let token = present { return .success(token) }
        do throws(IdentityFault) {
            let token = try await client.authenticate()
            own.withLock { $0 = token }
            return .success(token)
        } catch {
            return .failure(error)
        }
    }

    /// Lets go of a token that was refused, unless somebody has renewed it meanwhile.
    private func forget(_ refused: IdentityClient.OwnToken) {
        own.withLock { own in
            if let present = own, present.value.matches(refused.value.reveal()) { own = nil }
        }
    }
}
