/// One conductor's right to act on one node, for a time.
///
/// The fence grows with each acquisition and never shrinks. Every write of a conductor's work names the fence under
/// which it acts, so one that lost the node meanwhile writes nothing.
package struct Lease: Sendable, Hashable {
    package var node: NodeID
    /// The conductor's host name, shown as the node's `reservation`.
    package var holder: String
    /// Tells two lives of one conductor apart.
    package var incarnation: String
    package var fence: Int64
    /// What the node is held for, such as `provision:active`.
    package var purpose: String
    package var since: Timestamp
    package var expiresAt: Timestamp

    package init(
        node: NodeID, holder: String, incarnation: String, fence: Int64, purpose: String, since: Timestamp,
        expiresAt: Timestamp
    ) {
        self.node = node
        self.holder = holder
        self.incarnation = incarnation
        self.fence = fence
        self.purpose = purpose
        self.since = since
        self.expiresAt = expiresAt
    }
}

/// A write under a lease that another conductor has taken over; the writer must stop at once.
package struct LeaseLost: Error, Hashable, CustomStringConvertible {
    package var node: NodeID
    package var fence: Int64

    package init(node: NodeID, fence: Int64) {
        self.node = node
        self.fence = fence
    }

    package var description: String {
        "the lease on node \(node) with fence \(fence) has been taken over; nothing was written"
    }
}
