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
        guard try !living(transaction).contains(where: { $0.takesWork && $0.serves(node) }) else { return }
        throw try refusal(of: node, transaction)
    }

    /// That the node's driver is supported at all.
    ///
    /// - Throws: ``APIError`` (400).
    func driver(of node: Node, _ transaction: Transaction) throws {
        try driver(of: node, among: try living(transaction), transaction)
    }

    func driver(of node: Node, among living: [ConductorRecord], _ transaction: Transaction) throws {
        guard !Self.isServed(node.driver, by: living) else { return }
        throw try refusal(of: node, transaction)
    }

    /// The same for ramdisks, which nobody asks who they are: they learn no names.
    ///
    /// - Throws: ``APIError`` (400).
    func driver(ofRamdiskOn node: Node, _ transaction: Transaction) throws {
        guard !Self.isServed(node.driver, by: try living(transaction)) else { return }
        throw APIError.noConductor(for: node.driver, group: node.conductorGroup, idle: [])
    }

    private static func isServed(_ driver: String, by living: [ConductorRecord]) -> Bool {
        living.contains { $0.drivers.contains(driver) }
    }

    /// The conductor that the node belongs to by the ring; nil where none serves it.
    func owner(of node: Node, _ transaction: Transaction) throws -> String? {
        Self.owner(of: node, among: try living(transaction))
    }

    /// The same for a node that comes into its group: one must be there, even if it takes nothing at the moment.
    ///
    /// - Throws: ``APIError`` (400).
    func owner(ofNew node: Node, among living: [ConductorRecord], _ transaction: Transaction) throws -> String? {
        if let owner = Self.owner(of: node, among: living) { return owner }
        guard living.contains(where: { $0.group == node.conductorGroup }) else {
            throw try refusal(of: node, transaction)
        }
        return nil
    }

    /// Tells of those that could serve the node and take no work. One that drains and has nothing left to do is not
    /// online, but lives.
    private func refusal(of node: Node, _ transaction: Transaction) throws -> APIError {
        let idle = try transaction.conductors.list().filter {
            $0.serves(node) && !$0.takesWork && $0.lastSeen >= oldestSighting && ($0.isOnline || $0.isDraining)
        }
        return .noConductor(for: node.driver, group: node.conductorGroup, idle: idle)
    }

    private static func owner(of node: Node, among living: [ConductorRecord]) -> String? {
        HashRing(living.lazy.filter { $0.takesWork && $0.serves(node) }.map(\.hostname)).owner(of: node.id)
    }
}

extension ConductorRecord {
    fileprivate func serves(_ node: Node) -> Bool { group == node.conductorGroup && drivers.contains(node.driver) }
}
