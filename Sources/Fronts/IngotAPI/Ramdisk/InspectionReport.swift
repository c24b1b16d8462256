import IngotModel
import IngotStorage

/// What a ramdisk saw of the machine that it runs on: the body of `POST /v1/continue_inspection`.
///
/// Contract: `resources.json`, schema `continue_inspection`.
struct InspectionReport: Sendable {
    let inventory: JSONValue
    /// Everything beside the inventory.
    let pluginData: [String: JSONValue]
    private let addresses: [MACAddress]
    private let bmcAddresses: Set<String>

    /// - Throws: ``APIError`` (400) where there is no inventory with a network interface.
    init(_ body: [String: JSONValue]) throws {
        guard let inventory = body["inventory"], inventory.object != nil else {
            throw APIError.invalid("The body needs 'inventory', an object", code: "field_missing")
        }
        guard let interfaces = inventory["interfaces"]?.array, !interfaces.isEmpty else {
            throw APIError.invalid("The inventory needs 'interfaces', a list of at least one", code: "field_missing")
        }
        addresses = try interfaces.enumerated().compactMap { index, interface in
            guard let address = interface["mac_address"]?.string else {
                throw APIError.invalid("interfaces[\(index)] needs a 'mac_address', a text", code: "field_missing")
            }
            return MACAddress(address)
        }
        let told = try ["bmc_address", "bmc_v6address"].compactMap { name -> String? in
            guard let value = inventory[name], !value.isNull else { return nil }
            guard let text = value.string else {
                throw APIError.invalid("The inventory's '\(name)' must be a text, not \(value.kind)")
            }
            return text.isEmpty ? nil : text.lowercased()
        }
        bmcAddresses = Set(told)
        self.inventory = inventory
        pluginData = body.filter { $0.key != "inventory" }
    }

    /// Whether there is anything by which a node could be found.
    var identifiesMachine: Bool { !addresses.isEmpty || !bmcAddresses.isEmpty }

    /// The node that waits for this report: the one that is named, else that of the network addresses, else that of the
    /// BMC's address. What contradicts another finds nothing (contract: `agent.json`, `continue_inspection`).
    ///
    /// - Throws: ``APIError`` (404).
    func node(named id: NodeID?, _ transaction: Transaction) throws -> Node {
        var candidate = id
        if !addresses.isEmpty { candidate = try unique(transaction.ports.nodes(withAddresses: addresses)) ?? id }
        guard id == nil || candidate == id else { throw LookupReply.notFound }
        let known = try candidate.map { try Self.waiting($0, transaction) }
        let byBMC = bmcAddresses.isEmpty ? [] : try Self.waiting(behind: bmcAddresses, transaction)
        guard let known else {
            guard byBMC.count == 1 else { throw LookupReply.notFound }
            return byBMC[0]
        }
        guard byBMC.isEmpty || byBMC.contains(where: { $0.id == known.id }) else { throw LookupReply.notFound }
        return known
    }

    private func unique(_ nodes: [NodeID]) throws -> NodeID? {
        guard nodes.count <= 1 else { throw LookupReply.notFound }
        return nodes.first
    }

    private static func waiting(_ id: NodeID, _ transaction: Transaction) throws -> Node {
        guard let node = try transaction.nodes.find(id), node.provisionState == .inspectWait else {
            throw LookupReply.notFound
        }
        return node
    }

    private static func waiting(behind addresses: Set<String>, _ transaction: Transaction) throws -> [Node] {
        var query = NodeQuery()
        query.provisionState = .inspectWait
        var found: [Node] = []
        while true {
            let page = try transaction.nodes.list(query)
            found += page.filter { !BMCAddresses.of($0).isDisjoint(with: addresses) }
            guard page.count == query.limit, let last = page.last else { return found }
            query.marker = last.id
        }
    }
}
