import IngotModel
import Synchronization

/// How often each node's power differed or could not be read, in a row.
///
/// Kept in memory alone: after a restart, or where the node goes to another conductor, it is counted anew, which costs
/// a few ticks until a dead machine goes into maintenance and nothing else.
final class PowerFailures: Sendable {
    private let counts = Mutex<[NodeID: Int]>([:])

    /// The nodes that failed last time.
    var nodes: Set<NodeID> { counts.withLock { Set($0.keys) } }

    func count(_ node: NodeID) -> Int { counts.withLock { $0[node, default: 0] } }

    func add(_ node: NodeID) { counts.withLock { $0[node, default: 0] += 1 } }

    func clear(_ node: NodeID) { counts.withLock { $0[node] = nil } }

    /// Forgets those of some nodes that are not among others.
    func forget(_ nodes: Set<NodeID>, but kept: Set<NodeID>) {
        counts.withLock { counts in for node in nodes.subtracting(kept) { counts[node] = nil } }
    }
}
