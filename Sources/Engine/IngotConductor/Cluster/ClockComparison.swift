import IngotModel
import Synchronization

/// Whether this host's clock is close enough to the others' for it to share their work, as of the last beat.
///
/// Leases and signs of life end by the clock of whoever looks at them. A conductor whose clock is ahead would take the others
/// for dead and their nodes for free while they work; one whose clock is behind would be taken for dead. So it leaves the
/// ring, tells so with its sign of life, and is back when its clock is right again.
final class ClockComparison: Sendable {
    private let latest = Mutex(ClockDifference())

    func note(_ difference: ClockDifference) { latest.withLock { $0 = difference } }

    func allowsWork(_ settings: ConductorSettings) -> Bool { latest.withLock(\.self).allowsWork(settings) }
}
