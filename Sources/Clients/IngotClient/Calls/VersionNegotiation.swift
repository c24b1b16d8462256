import Synchronization

/// Remembers which microversion the service takes, so that an older one costs a single refused call.
///
/// The negotiation is that of the Bare Metal API: a service that does not know the version answers 406 and names the
/// newest one it knows in `X-OpenStack-Ironic-API-Maximum-Version`.
final class VersionNegotiation: Sendable {
    private let preference: Microversion
    private let settled = Mutex<String?>(nil)

    init(_ preference: Microversion) { self.preference = preference }

    /// What to send with the next call.
    var current: String {
        switch preference {
        case .newest: settled.withLock { $0 } ?? Microversion.newestKnown
        case .exactly(let text): text
        }
    }

    /// Takes the service's newest version after a refusal of `refused`.
    ///
    /// - Returns: whether the call is worth repeating, which it is once.
    func settle(on maximum: String?, after refused: String) -> Bool {
        guard case .newest = preference, let maximum, let offered = Microversion.minor(of: maximum),
            let asked = Microversion.minor(of: refused), offered < asked
        else { return false }
        settled.withLock { $0 = maximum }
        return true
    }
}
