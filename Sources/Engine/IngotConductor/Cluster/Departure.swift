import IngotModel
import Synchronization

/// Whether this process is to end as soon as its conductor has nothing left to do, and when it ends in any case.
final class Departure: Sendable {
    private let deadline = Mutex<Timestamp?>(nil)

    var isAsked: Bool { deadline.withLock { $0 != nil } }

    /// Asked for twice, the first deadline stands.
    func ask(until moment: Timestamp) { deadline.withLock { $0 = $0 ?? moment } }

    func isOverdue(at now: Timestamp) -> Bool { deadline.withLock { $0.map { now >= $0 } ?? false } }
}
