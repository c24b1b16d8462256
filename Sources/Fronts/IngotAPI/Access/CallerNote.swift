import IngotAuth
import Synchronization

/// Where a route notes who calls, for whoever stands before it: the access log.
final class CallerNote: Sendable {
    private let noted = Mutex<Caller?>(nil)

    var caller: Caller? { noted.withLock { $0 } }

    func note(_ caller: Caller) { noted.withLock { $0 = caller } }
}
