import IngotModel

/// The leases that were seen to be held in one transaction, which keeps them so until its end: each is asked for once,
/// however many writes it guards.
final class LeaseProofs {
    private var fences: [NodeID: Int64] = [:]

    func covers(_ lease: Lease) -> Bool { fences[lease.node] == lease.fence }

    func add(_ lease: Lease) { fences[lease.node] = lease.fence }

    func remove(_ node: NodeID) { fences[node] = nil }
}
