import Synchronization

/// Requests and runs that could not be read, as a newer conductor may have written them: each is reported once and then
/// left out, so that none takes the place of work that can be done.
final class UnreadableWork: Sendable {
    private let keys = Mutex<Set<String>>([])

    /// - Returns: whether it was not yet known.
    func note(_ key: String) -> Bool {
        keys.withLock { $0.count >= Self.most || $0.insert(key).inserted }
    }

    func contains(_ key: String) -> Bool { keys.withLock { $0.contains(key) } }

    /// More than anybody leaves lying about; what comes after these is not remembered, and so reported at each look.
    private static let most = 10_000
}
