/// One line of the stream that tells what changes: a node's states, its timeline.
package struct Event: Sendable, Hashable {
    /// What happened; the raw value is the stream's word for it.
    package enum Kind: String, Sendable, Hashable, CaseIterable, Codable {
        case nodeCreated = "node.created"
        case nodeDeleted = "node.deleted"
        /// The provision state or its target changed.
        case nodeState = "node.state"
        case nodePower = "node.power"
        /// Maintenance or fault changed.
        case nodeMaintenance = "node.maintenance"
        case nodeInstance = "node.instance"
        /// An entry was added to a run's journal.
        case timeline
        /// A run ended, well or not.
        case runEnded = "run.ended"
    }

    /// Grows with each event that is committed; a reader who has seen one has seen all before it.
    package var sequence: Int64
    package var kind: Kind
    package var at: Timestamp
    /// The node, which may be gone by now.
    package var node: NodeID?
    /// Whose the node was at that time: they may see the event.
    package var owner: String?
    package var lessee: String?
    package var body: JSONValue

    /// An event to be added; the storage gives it its sequence.
    package init(
        _ kind: Kind, at moment: Timestamp, node: NodeID?, owner: String? = nil, lessee: String? = nil,
        body: JSONValue, sequence: Int64 = 0
    ) {
        self.sequence = sequence
        self.kind = kind
        at = moment
        self.node = node
        self.owner = owner
        self.lessee = lessee
        self.body = body
    }
}
