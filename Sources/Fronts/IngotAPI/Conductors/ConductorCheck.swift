import IngotModel
import IngotStorage

/// Whether a conductor is there for a node: one that is online and was seen lately, as a conductor that died without a
/// word stays online in the database.
struct ConductorCheck: Sendable {
    /// Conductors that were not seen since count as dead.
    let oldestSighting: Timestamp

    /// That a conductor of the node's own group will take a request for it.
    ///
    /// - Throws: ``APIError`` (400).
    func work(on node: Node, _ transaction: Transaction) throws {
        try check(node, group: node.conductorGroup, transaction)
    }

    /// That the node's driver is supported at all, which is what ramdisks need.
    ///
    /// - Throws: ``APIError`` (400).
    func driver(of node: Node, _ transaction: Transaction) throws {
        try check(node, group: nil, transaction)
    }

    /// The conductor that the node belongs to by the ring; nil where none serves it.
    func owner(of node: Node, _ transaction: Transaction) throws -> String? {
        HashRing(
            try transaction.conductors.hosts(
                ofHardwareType: node.driver, group: node.conductorGroup, since: oldestSighting)
        ).owner(of: node.id)
    }

    private func check(_ node: Node, group: String?, _ transaction: Transaction) throws {
        let hosts = try transaction.conductors.hosts(
            ofHardwareType: node.driver, group: group, since: oldestSighting)
        guard hosts.isEmpty else { return }
        let idle = try transaction.conductors.online(since: oldestSighting).filter {
            $0.group == node.conductorGroup && $0.drivers.contains(node.driver)
        }
        throw APIError.noConductor(for: node.driver, group: node.conductorGroup, idle: idle)
    }
}
