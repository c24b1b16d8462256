import IngotModel
import IngotStorage

/// Whether a conductor is there for a node: one that is online and was seen lately, as a conductor that died without a
/// word stays online in the database.
struct ConductorCheck: Sendable {
    /// Conductors that were not seen since count as dead.
    let oldestSighting: Timestamp

    func living(_ transaction: Transaction) throws -> [ConductorRecord] {
        try transaction.conductors.online(since: oldestSighting)
    }

    /// That a conductor of the node's own group will take a request for it.
    ///
    /// - Throws: ``APIError`` (400).
    func work(on node: Node, _ transaction: Transaction) throws {
        let own = try living(transaction).filter { $0.serves(node) }
        guard !own.contains(where: \.takesWork) else { return }
        throw APIError.noConductor(for: node.driver, group: node.conductorGroup, idle: own)
    }

    /// That the node's driver is supported at all, which is what ramdisks need.
    ///
    /// - Throws: ``APIError`` (400).
    func driver(of node: Node, _ transaction: Transaction) throws {
        guard try !living(transaction).contains(where: { $0.drivers.contains(node.driver) }) else { return }
        throw APIError.noConductor(for: node.driver, group: node.conductorGroup)
    }

    /// The conductor that the node belongs to by the ring; nil where none serves it.
    func owner(of node: Node, _ transaction: Transaction) throws -> String? {
        Self.owner(of: node, among: try living(transaction))
    }

    /// The same for a node that comes into its group: one must be there, even if it takes nothing at the moment.
    ///
    /// - Throws: ``APIError`` (400).
    static func owner(ofNew node: Node, among living: [ConductorRecord]) throws -> String? {
        if let owner = owner(of: node, among: living) { return owner }
        guard living.contains(where: { $0.group == node.conductorGroup }) else {
            throw APIError.noConductor(for: node.driver, group: node.conductorGroup)
        }
        return nil
    }

    private static func owner(of node: Node, among living: [ConductorRecord]) -> String? {
        HashRing(living.lazy.filter { $0.takesWork && $0.serves(node) }.map(\.hostname)).owner(of: node.id)
    }
}

extension ConductorRecord {
    fileprivate func serves(_ node: Node) -> Bool { group == node.conductorGroup && drivers.contains(node.driver) }
}
