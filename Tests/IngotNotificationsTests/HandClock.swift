import IngotModel
import Synchronization

/// A clock that the test moves.
final class HandClock: WallClock {
    private let moment = Mutex(Timestamp(seconds: 1_000_000))

    var now: Timestamp { moment.withLock { $0 } }

    func advance(by duration: Duration) { moment.withLock { $0 = $0 + duration } }
}
