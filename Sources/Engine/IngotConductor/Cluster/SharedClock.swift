import IngotModel
import IngotStorage
import Synchronization

/// The time that all conductors share: the database's, as this host's clock tells it when it is set right by what the
/// last beat found out.
///
/// Whatever conductors write and compare is written and compared by this clock, the ends of leases and signs of life
/// above all. So these end for everybody at the same moment, and a conductor whose host is wrong sees who lives and
/// hands its runs to them; its leases outlive it by no more than others'. The database is not asked with each write, as
/// that would be one more way there and back each; a host's clock that is set meanwhile is found out by the next beat,
/// which writes all leases anew. On SQLite the two clocks are one.
final class SharedClock: WallClock {
    private let host: any WallClock
    private let latest = Mutex(ClockDifference())

    init(_ host: any WallClock) { self.host = host }

    var now: Timestamp { now(by: difference) }
    var difference: ClockDifference { latest.withLock(\.self) }

    func note(_ difference: ClockDifference) { latest.withLock { $0 = difference } }

    /// What it is by a comparison that is not noted yet.
    func now(by difference: ClockDifference) -> Timestamp { host.now - difference.ahead }

    /// Compares the host's clock with the database's, where that has one of its own.
    ///
    /// - Throws: ``StorageError``.
    func compare(in transaction: Transaction) throws -> ClockDifference {
        let asked = host.now
        guard let database = try transaction.databaseTime() else { return ClockDifference() }
        return difference.corrected(by: database, asked: asked, answered: host.now)
    }
}
