import IngotMetrics
import IngotModel
import IngotStorage
import Logging
import Synchronization

/// Renews the leases of all nodes that this conductor is working on, and knows until when each is its own.
///
/// A lease that cannot be renewed is dropped here, and the work that it stood for is cancelled; what that work writes
/// meanwhile, the fence refuses.
final class LeaseKeeper: Sendable {
    private struct Held: Sendable {
        var lease: Lease
        /// Cancels the work that the lease stands for.
        var onLoss: @Sendable () -> Void = {}
    }

    /// What became of the leases that were to be renewed.
    struct Renewal: Sendable {
        var renewed: [Lease] = []
        var lost: [Lease] = []
    }

    private let held = Mutex<[NodeID: Held]>([:])
    private let store: Store
    private let duration: Duration
    private let clock: any WallClock
    private let meter: WorkMeter
    private let logger: Logger

    init(store: Store, duration: Duration, clock: any WallClock, meter: WorkMeter = .none, logger: Logger) {
        self.store = store
        self.duration = duration
        self.clock = clock
        self.meter = meter
        self.logger = logger
    }

    func hold(_ lease: Lease) {
        meter.tookLease()
        held.withLock { $0[lease.node] = Held(lease: lease) }
    }

    func drop(_ lease: Lease) {
        held.withLock { if $0[lease.node]?.lease.fence == lease.fence { $0[lease.node] = nil } }
    }

    func holds(_ node: NodeID) -> Bool { held.withLock { $0[node] != nil } }

    /// Whether the lease is this conductor's beyond doubt: not given up, and not run out meanwhile without being
    /// renewed.
    func isSure(of lease: Lease) -> Bool {
        guard let known = held.withLock({ $0[lease.node]?.lease }), known.fence == lease.fence else { return false }
        return clock.now < known.expiresAt
    }

    /// Does what a lease that is held was taken for, then drops it. The work is cancelled when the lease turns out to
    /// be lost.
    func whileHeld<Value: Sendable>(_ lease: Lease, _ work: @escaping @Sendable () async -> Value) async -> Value {
        defer { drop(lease) }
        // Work that is cancelled before it begins finds that at once.
        guard !Task.isCancelled else { return await work() }
        let task = Task { await work() }
        let isHeld = held.withLock { held in
            guard held[lease.node]?.lease.fence == lease.fence else { return false }
            held[lease.node]?.onLoss = { task.cancel() }
            return true
        }
        if !isHeld { task.cancel() }
        return await withTaskCancellationHandler {
            await task.value
        } onCancel: {
            task.cancel()
        }
    }

    /// Calls a machine under the lease of its node: a conductor that stood still for long must not touch a machine that
    /// may be another's by now, and the fence guards only what is written.
    ///
    /// - Throws: `LeaseLost` where the lease is not this conductor's beyond doubt; what `call` throws.
    func act<Value>(under lease: Lease, _ call: () async throws -> Value) async throws -> Value {
        guard isSure(of: lease) else { throw LeaseLost(node: lease.node, fence: lease.fence) }
        return try await call()
    }

    /// Renews all leases within a transaction; its outcome is to be noted when that is committed.
    func renew(in transaction: Transaction, at now: Timestamp) throws -> Renewal {
        let until = now + duration
        return try held.withLock { $0.values.map(\.lease) }.reduce(into: Renewal()) { renewal, lease in
            do {
                renewal.renewed.append(try transaction.leases.renew(lease, until: until))
            } catch is LeaseLost {
                renewal.lost.append(lease)
            }
        }
    }

    func note(_ renewal: Renewal) {
        held.withLock { held in
            for lease in renewal.renewed where held[lease.node]?.lease.fence == lease.fence {
                held[lease.node]?.lease.expiresAt = lease.expiresAt
            }
        }
        for lease in renewal.lost { give(up: lease) }
    }

    /// Renews all leases now.
    func renewAll() async {
        let now = clock.now
        do {
            note(try await store.write(as: .vital) { try self.renew(in: $0, at: now) })
        } catch {
            logger.error("leases could not be renewed; tried again soon", metadata: ["error": "\(error)"])
        }
    }

    private func give(up lease: Lease) {
        let lost = held.withLock { held -> Held? in
            guard held[lease.node]?.lease.fence == lease.fence else { return nil }
            return held.removeValue(forKey: lease.node)
        }
        guard let lost else { return }
        meter.lostLease()
        logger.warning(
            "a lease was lost, so the work on its node is given up",
            metadata: ["node.uuid": "\(lease.node)", "fence": "\(lease.fence)", "purpose": "\(lease.purpose)"])
        lost.onLoss()
    }
}
