import IngotModel
import Synchronization

/// Requests and runs that could not be read, as a newer conductor may have written them: each is reported once and then
/// left out for a while, so that none takes the place of work that can be done. After that it is read again, as
/// somebody may have put it right.
final class UnreadableWork: Sendable {
    /// Until when each is left out.
    private let ends = Mutex<[String: Timestamp]>([:])

    /// - Returns: whether it was not yet known.
    func note(_ key: String, until end: Timestamp) -> Bool {
        ends.withLock { ends in
            guard ends.count < Self.most || ends[key] != nil else { return true }
            return ends.updateValue(end, forKey: key) == nil
        }
    }

    /// It could be read after all, or is gone.
    func forget(_ key: String) { ends.withLock { $0[key] = nil } }

    func leavesOut(_ key: String, at now: Timestamp) -> Bool { ends.withLock { $0[key].map { $0 > now } ?? false } }

    /// More than anybody leaves lying about; what comes after these is not remembered, and so reported at each look.
    private static let most = 10_000
}
