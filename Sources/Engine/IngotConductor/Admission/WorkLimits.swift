import IngotModel
import IngotStorage

/// How much of each kind of work may be under way in the whole database, and what happens to more.
package struct WorkLimits: Sendable {
    package enum WhenFull: String, Sendable, CaseIterable {
        /// The caller is told to come again.
        case refuse
        /// The request is taken on and waits in the database.
        case queue
    }

    /// Zero, or none, is without limit (peer: `[conductor]max_concurrent_deploy` and `max_concurrent_clean`).
    package var maximum: [LimitedWork: Int] = [.deploy: 250, .clean: 50]
    package var whenFull = WhenFull.refuse
    /// How many requests may wait for room, of each kind of work.
    package var queueLength = 1_000
    /// How long a request may wait for room.
    package var queueTimeout = Duration.seconds(3_600)

    package init() {}

    /// Nil where the work is not limited.
    func limit(of work: LimitedWork) -> Int? { maximum[work].flatMap { $0 > 0 ? $0 : nil } }

    /// How much more may begin at this moment; nil where the work is not limited.
    func room(for work: LimitedWork, _ transaction: Transaction) throws -> Int? {
        guard let limit = limit(of: work) else { return nil }
        return max(0, limit - (try transaction.runs.countActive(work)))
    }
}
