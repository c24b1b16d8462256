/// What the agent in a node's ramdisk last told of itself.
///
/// Kept apart from the node, because each heartbeat changes it: recording a heartbeat never touches the node's row.
package struct AgentRecord: Sendable {
    package var node: NodeID
    /// Handed out once at lookup; the agent proves itself with it at each heartbeat, the conductor with each command.
    package var token: Secret?
    package var tokenIsPregenerated = false
    package var url: String?
    package var version: String?
    /// The certificate, in PEM, by which the agent's own port is trusted.
    package var certificate: String?
    package var status: String?
    package var statusMessage: String?
    package var lastHeartbeat: Timestamp?

    package init(node: NodeID) { self.node = node }

    /// Whether a heartbeat came within `window` before `now`, from an agent whose address is known.
    package func isAlive(at now: Timestamp, within window: Duration) -> Bool {
        guard url != nil, let lastHeartbeat else { return false }
        return now - lastHeartbeat <= window
    }
}
