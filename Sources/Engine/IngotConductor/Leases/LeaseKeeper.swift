import IngotModel
import IngotStorage
import Logging
import Synchronization

/// Renews the leases of all nodes that this conductor is working on.
///
/// A lease that cannot be renewed is dropped here; the work it stood for finds out at its next write, which the fence
/// refuses.
final class LeaseKeeper: Sendable {
    private let held = Mutex<[NodeID: Lease]>([:])
    private let store: Store
    private let duration: Duration
    private let clock: any WallClock
    private let logger: Logger

    init(store: Store, duration: Duration, clock: any WallClock, logger: Logger) {
        self.store = store
        self.duration = duration
        self.clock = clock
        self.logger = logger
    }

    func hold(_ lease: Lease) { held.withLock { $0[lease.node] = lease } }
    func drop(_ lease: Lease) {
        held.withLock { if $0[lease.node]?.fence == lease.fence { $0[lease.node] = nil } }
    }

    func renewAll() async {
        let leases = held.withLock { $0.values.map { $0 } }
        guard !leases.isEmpty else { return }
        let until = clock.now + duration
        do {
            let lost = try await store.write { transaction in
                try leases.filter { lease in
                    do {
                        _ = try transaction.leases.renew(lease, until: until)
                        return false
                    } catch is LeaseLost {
                        return true
                    }
                }
            }
            for lease in lost {
                logger.warning(
                    "a lease was taken over", metadata: ["node.uuid": "\(lease.node)", "fence": "\(lease.fence)"])
                drop(lease)
            }
        } catch {
            logger.error("leases could not be renewed; tried again soon", metadata: ["error": "\(error)"])
        }
    }
}
