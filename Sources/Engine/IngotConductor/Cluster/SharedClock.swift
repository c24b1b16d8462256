import IngotModel
import IngotStorage
import Synchronization

/// The time that all conductors share: the database's, as the last beat read it, and what has passed since.
///
/// Whatever conductors write and compare is written and compared by this clock, the ends of leases and signs of life
/// above all. So these end for everybody at the same moment, and a conductor whose host is wrong sees who lives and
/// hands its runs to them; its leases outlive it by no more than others'. The database is not asked with each write, as
/// that would be one more way there and back each. What has passed is counted by a clock that nobody sets: otherwise
/// what is written between the moment at which the host's clock is set and the next beat would be wrong by as much, and
/// a lease of that moment would hold its node for an hour, or for no time at all. On SQLite the database's clock is the
/// host's.
final class SharedClock: WallClock {
    private struct Known {
        var host = ClockDifference()
        var steady = ClockDifference()
    }

    private let host: any WallClock
    private let steady: any WallClock
    private let known = Mutex(Known())

    /// - Parameter steady: counts what passes between two beats; the host's clock where there is none.
    init(_ host: any WallClock, steady: (any WallClock)? = nil) {
        self.host = host
        self.steady = steady ?? host
    }

    var now: Timestamp { steady.now - known.withLock(\.steady.ahead) }

    /// How far the host's clock is from the database's, as others have been told.
    var difference: ClockDifference { known.withLock(\.host) }

    func note(_ difference: ClockDifference) { known.withLock { $0.host = difference } }

    /// Sets this clock right by the database's.
    ///
    /// - Returns: how far the host's clock is from the database's, where that has one of its own; to be noted when the
    ///   others are told.
    /// - Throws: ``StorageError``.
    func compare(in transaction: Transaction) throws -> ClockDifference {
        let asked = (host: host.now, steady: steady.now)
        let database = try transaction.databaseTime()
        let answered = (host: host.now, steady: steady.now)
        known.withLock {
            $0.steady = $0.steady.corrected(
                by: database ?? answered.host, asked: asked.steady, answered: answered.steady)
        }
        guard let database else { return ClockDifference() }
        return difference.corrected(by: database, asked: asked.host, answered: answered.host)
    }
}
