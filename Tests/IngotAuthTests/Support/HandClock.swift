import IngotModel
import Synchronization

/// A time of day that stands still until the test moves it.
final class HandClock: WallClock {
    private let moment = Mutex(Timestamp(seconds: 1_800_000_000))

    var now: Timestamp { moment.withLock(\.self) }
    func advance(by duration: Duration) { moment.withLock { $0 = $0 + duration } }
}
