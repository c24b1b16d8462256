import IngotAuth
import IngotModel
import IngotStorage

/// Access to what hangs on a node: a caller who may not see the node does not see the thing either.
enum NodeChildAccess {
    /// - Throws: ``APIError``: 404 where the node is hidden, 403 where the rule does not allow it on this node.
    @discardableResult
    static func check(
        _ rule: String, on node: NodeID, of resource: String, _ reference: String, _ transaction: Transaction,
        _ context: APIContext
    ) throws -> Node {
        guard let found = try visible(node, transaction, context) else {
            throw APIError.notFound(resource, reference)
        }
        try context.authorize(rule, found.policyTarget)
        return found
    }

    /// The node, where the caller may see it.
    static func visible(_ node: NodeID, _ transaction: Transaction, _ context: APIContext) throws -> Node? {
        try transaction.nodes.find(node).flatMap { context.allows(NodeRules.get, $0.policyTarget) ? $0 : nil }
    }
}
