import IngotModel
import Synchronization

/// Whether this host's clock is close enough to the others' for it to share their work, as of the last beat.
///
/// Leases and signs of life end by the clock of whoever looks at them. A conductor whose clock is ahead would take the others
/// for dead and their nodes for free while they work; one whose clock is behind would be taken for dead.
final class ClockComparison: Sendable {
    private let latest = Mutex(Duration.zero)

    func note(_ difference: ClockDifference) { latest.withLock { $0 = difference.size } }

    /// Leases are renewed when a third of them is over; clocks that differ by less than another third leave time to spare.
    func allowsWork(_ settings: ConductorSettings) -> Bool { latest.withLock { $0 <= settings.leaseDuration / 3 } }
}
