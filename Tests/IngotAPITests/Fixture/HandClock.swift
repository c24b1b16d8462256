import IngotModel
import Synchronization

/// A time of day that moves when the test says so.
final class HandClock: WallClock {
    private let moment = Mutex(Timestamp(seconds: 1_800_000_000))

    var now: Timestamp { moment.withLock { $0 } }

    func advance(by duration: Duration) { moment.withLock { $0 = $0 + duration } }
}
