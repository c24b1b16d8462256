import IngotModel
import Synchronization

/// A time of day that the simulation moves, and that never tells the same moment twice, so that what is ordered by time
/// has one order only.
final class SoakClock: WallClock {
    private let moment = Mutex(Timestamp(seconds: 1_800_000_000))

    var now: Timestamp {
        moment.withLock { moment in
            moment = moment + .microseconds(1)
            return moment
        }
    }

    func advance(by duration: Duration) { moment.withLock { $0 = $0 + duration } }
}
