import IngotModel

@testable import IngotConductor
@testable import IngotStorage

/// What befalls the machines, and what may be ordered from them.
extension Simulation {
    /// Who was robbed of a node by an operator, and may go on for a moment as if it were not so.
    struct Robbery: Hashable {
        var incarnation: String
        var node: NodeID
    }

    /// Somebody stands before a machine and switches it.
    mutating func pressButton() {
        let (slot, id) = anyNode()
        guard let power = lab.world.strip.power(of: id) else { return }
        note("somebody switches the machine of node \(slot)")
        lab.world.strip.press(id, power == .on ? .off : .on)
    }

    mutating func toggleSilence() {
        let (slot, id) = anyNode()
        let isSilent = lab.world.strip.isSilent(id)
        note("the BMC of node \(slot) \(isSilent ? "answers again" : "falls silent")")
        lab.world.strip.silence(id, !isSilent)
    }

    /// Orders are given by who holds the node, and by nobody else; asking harms nobody.
    ///
    /// - Throws: ``Violation``.
    mutating func checkOrder(_ moment: Moment, by part: Part, _ life: Life) async throws {
        guard let node = part.node, moment.what != "power.state" else { return }
        let robbery = Robbery(incarnation: life.peer.surroundings.incarnation, node: node)
        let lease = try await lab.store.read { try $0.leases.find(node) }
        if let lease, lease.incarnation == robbery.incarnation, lease.expiresAt > clock.now {
            robbed.remove(robbery)
        } else if !robbed.contains(robbery) {
            throw Violation(
                description:
                    "\(part.label): \(moment.what) is ordered, and the node is held by \(lease?.holder ?? "nobody")")
        }
    }

    /// What is wrong in peace with what a node says of its machine's power; nodes that nobody compares say what they
    /// like.
    func mispowered(_ node: Node) -> String? {
        guard let power = lab.world.strip.power(of: node.id), ![.enroll, .adoptFailed].contains(node.provisionState)
        else { return nil }
        if node.inMaintenance { return node.fault == PowerRepair.fault ? "is in maintenance for its power" : nil }
        return node.powerState == power ? nil : "says that it is at \(node.powerState?.rawValue ?? "nothing")"
    }
}
