import IngotModel
import IngotStorage
import Synchronization

/// Remembers the stamps of nodes for as long as none was written, so that the database need not be asked.
///
/// Between two changes of nodes, callers who watch nodes cost no query. Bounded, as callers choose the nodes. Lists go
/// to the database all the same: the queue before its readers gives each of many large answers its turn.
final class StampMemory: Sendable {
    private struct State {
        var generation: UInt64 = 0
        var stamps: [NodeID: NodeStamp] = [:]
    }

    private let capacity: Int
    private let state = Mutex(State())

    /// - Parameter capacity: how many stamps are kept.
    init(capacity: Int) { self.capacity = capacity }

    /// The node's stamp, where it was read at this generation of the store.
    func find(_ node: NodeID, at generation: UInt64) -> NodeStamp? {
        state.withLock { $0.generation == generation ? $0.stamps[node] : nil }
    }

    /// Keeps a stamp that was read after the store was asked for its generation.
    ///
    /// A held node's is not kept: leases also end by themselves.
    func keep(_ stamp: NodeStamp, at generation: UInt64) {
        guard stamp.heldFence == nil else { return }
        state.withLock { state in
            guard state.generation <= generation else { return }
            if state.generation < generation || state.stamps.count >= capacity {
                state = State(generation: generation)
            }
            state.stamps[stamp.node] = stamp
        }
    }
}
