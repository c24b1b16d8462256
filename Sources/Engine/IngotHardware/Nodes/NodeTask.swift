import IngotModel

/// What an interface sees of the node that it works on: facts as they were when the work began, and nothing to write
/// to.
///
/// Whatever an interface wants changed it says in the ``StepResult``; the conductor alone writes.
package struct NodeTask: Sendable {
    package var node: Node
    package var ports: [Port]
    package var agent: AgentRecord?
    /// What came with the verb.
    package var arguments: [String: JSONValue]
    package var now: Timestamp
    /// Whether nodes that say nothing of fast track use it.
    package var fastTrackDefault: Bool
    /// How long after its last heartbeat an agent counts as alive.
    package var fastTrackWindow: Duration
    /// Tells this one doing of a step from every other, for machines that remember what they were told; nil outside of
    /// runs.
    package var mark: String?

    package init(
        node: Node, ports: [Port], agent: AgentRecord?, arguments: [String: JSONValue] = [:], now: Timestamp,
        fastTrackDefault: Bool, fastTrackWindow: Duration
    ) {
        self.node = node
        self.ports = ports
        self.agent = agent
        self.arguments = arguments
        self.now = now
        self.fastTrackDefault = fastTrackDefault
        self.fastTrackWindow = fastTrackWindow
    }

    package var usesFastTrack: Bool { node.usesFastTrack(default: fastTrackDefault) }
    package var agentIsAlive: Bool { agent?.isAlive(at: now, within: fastTrackWindow) ?? false }

    /// The agent's last sign of life, in words for errors.
    package var agentEvidence: String {
        guard let agent, let url = agent.url else { return "no agent has been heard of on this node" }
        guard let beat = agent.lastHeartbeat else { return "the agent at \(url) has never sent a heartbeat" }
        return "the agent at \(url) was last heard of at \(beat.iso8601), \(Int((now - beat).inSeconds)) s ago"
    }
}
