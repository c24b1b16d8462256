import IngotHardware
import IngotModel
import IngotStorage

/// Forgets what an agent has told of itself once that is void, so that the ramdisk that is booted next is given a token
/// of its own at its lookup (peer: ironic 39.0.0, `wipe_token_and_url` and `wipe_internal_info_on_power_off`).
///
/// A heartbeat writes the run before the agent's record; whoever ends a run forgets its agent in that order, too.
struct AgentFarewell {
    let surroundings: Surroundings
    let transaction: Transaction

    /// After a verb that came to its end. With fast track the ramdisk stays up for the next one, but not where the
    /// machine has gone back to its instance.
    func finish(_ verb: Verb, on node: Node) throws {
        let staysUp = usesFastTrack(node) && !Self.toInstance.contains(verb)
        if !staysUp, !isOnlyWay(node) { try forget(node.id) }
    }

    /// After a failure, after which the machine is booted anew.
    func fail(_ node: Node) throws {
        if !isOnlyWay(node) { try forget(node.id) }
    }

    /// Before the machine is switched off or booted anew, so that the next ramdisk is not taken for this one however soon
    /// it comes; not where the agent itself is to do it. A token that came with the boot medium comes again with it.
    func leave(_ node: Node) throws {
        guard !isOnlyWay(node), let agent = try transaction.agents.find(node.id) else { return }
        try transaction.agents.clear(node.id, keepToken: agent.tokenIsPregenerated)
    }

    /// Whatever the settings say.
    func forget(_ node: NodeID) throws { try transaction.agents.clear(node, keepToken: false) }

    /// Whether nothing but this agent can boot the machine anew: without it, somebody would have to go there.
    private func isOnlyWay(_ node: Node) -> Bool {
        guard usesFastTrack(node), let power = try? surroundings.catalog.power(of: node) else { return false }
        return !power.supportedTargets.contains(.on)
    }

    private func usesFastTrack(_ node: Node) -> Bool {
        node.usesFastTrack(default: surroundings.settings.fastTrackDefault)
    }

    private static let toInstance: Set<Verb> = [.service, .unrescue]
}

extension PowerTarget {
    var reboots: Bool { self == .reboot || self == .softReboot }

    /// Whether a ramdisk that runs on the machine is gone after this.
    var endsRamdisk: Bool { self != .on }
}

extension Step {
    /// As ``PowerTarget/endsRamdisk``, of the node's own machine.
    var endsRamdisk: Bool { children == nil && (powerTarget?.endsRamdisk ?? false) }

    /// What the step does to a machine's power; nil where it does nothing.
    var powerTarget: PowerTarget? {
        if let reserved { return reserved.powerTarget }
        guard interface == .power, name == BuiltInSteps.setPower else { return nil }
        return arguments["target"]?.string.flatMap(PowerTarget.init)
    }
}
