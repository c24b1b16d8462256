import IngotStorage
import Synchronization

/// Whether the record of this conductor's name is its own: another process that was given the same name takes it.
final class NameClaim: Sendable {
    private let taken = Mutex(false)

    /// Whether another conductor has it; this one takes no work until it has its name back.
    var isTaken: Bool {
        get { taken.withLock(\.self) }
        set { taken.withLock { $0 = newValue } }
    }
}
