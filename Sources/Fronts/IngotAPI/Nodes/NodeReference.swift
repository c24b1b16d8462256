import IngotContracts
import IngotModel
import IngotStorage

/// The node to which a new thing is to belong, as its body names it.
struct NodeReference: Sendable {
    private let text: String
    private let resource: String

    /// Takes `node_uuid` out of a body or, from `since`, `node_ident`; one of them, not both.
    ///
    /// - Throws: ``APIError``: 400, and 406 where the version does not know `node_ident`.
    init(
        takenFrom body: inout [String: JSONValue], since: Int?, of resource: String, _ context: APIContext
    ) throws {
        self.resource = resource
        switch (body.removeValue(forKey: "node_uuid"), body.removeValue(forKey: "node_ident"), since) {
        case (.string(let text)?, nil, _):
            guard let id = NodeID(text) else {
                throw APIError.invalid("The field 'node_uuid' must be a UUID, not '\(text)'", code: "invalid_uuid")
            }
            self.text = id.text
        case (nil, .string(let text)?, let since?):
            guard context.version.knows(since: since) else {
                throw APIError.tooNew("The field 'node_ident'", since: since, for: context.version)
            }
            self.text = text
        default:
            let names = since == nil ? "'node_uuid'" : "'node_uuid' or 'node_ident'"
            throw APIError.invalid("A \(resource) needs its node: \(names), as a text", code: "field_missing")
        }
    }

    /// The node, where it is there and the caller may create such things on it.
    ///
    /// - Throws: ``APIError``: 400 where there is no such node, 403.
    func node(creating rule: String, _ transaction: Transaction, _ context: APIContext) throws -> Node {
        guard let node = try transaction.nodes.resolve(text), context.allows(NodeRules.get, node.policyTarget) else {
            throw APIError.invalid("No node '\(text)' was found for the \(resource)", code: "node_not_found")
        }
        try context.authorize(rule, node.policyTarget)
        return node
    }

    /// The node to which a changed thing belongs.
    ///
    /// - Throws: ``APIError`` (400).
    static func node(_ id: NodeID, of resource: String, _ transaction: Transaction) throws -> Node {
        guard let node = try transaction.nodes.find(id) else {
            throw APIError.invalid("No node '\(id)' was found for the \(resource)", code: "node_not_found")
        }
        return node
    }

    /// The node to which a changed thing moves: one that the caller sees, of the same owner.
    ///
    /// The refusal does not tell whether there is such a node.
    ///
    /// - Throws: ``APIError`` (400).
    static func node(
        _ id: NodeID, movedFrom old: Node, of resource: String, _ transaction: Transaction, _ context: APIContext
    ) throws -> Node {
        guard let node = try transaction.nodes.find(id), context.allows(NodeRules.get, node.policyTarget),
            node.owner == old.owner
        else { throw APIError.invalid("No node '\(id)' was found for the \(resource)", code: "node_not_found") }
        return node
    }
}
