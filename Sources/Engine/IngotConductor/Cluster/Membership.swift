import AsyncToolkit
import IngotModel
import IngotStorage
import Synchronization

/// Who shares the work with this conductor, read anew from the database when it was read a moment ago.
///
/// A conductor counts as dead when it was not seen for as long as a lease lasts: it says that it lives in the same
/// transaction that renews its leases, so all of them are over by then. Two conductors that see different members for a
/// moment do no harm: requests are claimed once, and nodes leased once.
final class Membership: Sendable {
    /// What was seen.
    struct View: Sendable {
        var map = ClusterMap([])
        /// The host names of those that live, whether they take work or not.
        var living: [String] = []
        /// Whether an operator wants this conductor to take nothing new.
        var isDraining = false
        /// Whether others serve everything that this conductor does.
        var isRelieved = false
        /// When the first lease of somebody else runs out, unless it is renewed.
        var nextExpiry: Timestamp?
        /// Whether calls are claimed by conductors that will not answer them any more.
        var hasStranded = false
        /// For so long this is what would be seen, give or take a moment.
        fileprivate var validity: Range<Timestamp>?
    }

    private let settings: ConductorSettings
    private let incarnation: String
    private let hardwareTypes: [String]
    private let state = Mutex(View())
    /// Rung when nodes may have moved from one conductor to another.
    let moves = Bell()
    /// Rung when this conductor was told to drain, or that it may take work again.
    let drains = Bell()

    init(settings: ConductorSettings, incarnation: String, hardwareTypes: [String]) {
        self.settings = settings
        self.incarnation = incarnation
        self.hardwareTypes = hardwareTypes
    }

    /// What was seen last, or is seen now where that is too long ago.
    func view(_ transaction: Transaction, at now: Timestamp) throws -> View {
        let last = latest
        if let validity = last.validity, validity.contains(now) { return last }
        let seen = try read(transaction, at: now)
        state.withLock { $0 = seen }
        if seen.map != last.map { moves.ring() }
        if seen.isDraining != last.isDraining { drains.ring() }
        return seen
    }

    var latest: View { state.withLock(\.self) }

    /// Somebody has looked after them, which the view need not be read anew for.
    func forgetStranded() { state.withLock { $0.hasStranded = false } }

    /// Whether a node is this conductor's, as far as it knows.
    func owns(_ node: NodeID, hardwareType: String, group: String) -> Bool {
        latest.map.owner(of: node, hardwareType: hardwareType, group: group) == settings.hostname
    }

    private func read(_ transaction: Transaction, at now: Timestamp) throws -> View {
        let records = try transaction.conductors.list()
        let own =
            records.first { $0.hostname == settings.hostname }
            ?? ConductorRecord(
                hostname: settings.hostname, group: settings.group, incarnation: incarnation, startedAt: now,
                lastSeen: now, drivers: hardwareTypes)
        // Its own sign of life may be late; that it lives is beyond doubt.
        let others = records.filter {
            $0.hostname != own.hostname && $0.isOnline && $0.lastSeen + settings.leaseDuration > now
        }
        let living = [own.hostname] + others.map(\.hostname)
        let map = ClusterMap((others + [own]).filter(\.takesWork))
        let nextExpiry = try transaction.leases.nextExpiry(after: now, notOf: incarnation)
        let ends = others.map { $0.lastSeen + settings.leaseDuration } + [nextExpiry].compactMap(\.self)
        let freshness = now + min(settings.pollInterval, Self.freshness)
        return View(
            map: map, living: living, isDraining: own.isDraining,
            isRelieved: map.covers(own),
            nextExpiry: nextExpiry,
            hasStranded: try transaction.requests.hasStranded(at: now),
            validity: now..<ends.reduce(freshness, min))
    }

    /// So long a view is good for, at most; less where somebody dies or a lease runs out before.
    private static let freshness = Duration.seconds(1)
}
