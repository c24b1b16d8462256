import IngotModel
import IngotStorage

/// The node that a caller wants to be another one's parent.
struct ParentNode: Sendable {
    /// How the caller calls it.
    let reference: String

    /// The parent, where it may be this node's.
    ///
    /// Parent and child have the same owner, and nobody is above himself. Who may not see the parent is not told
    /// whether there is such a node.
    ///
    /// - Throws: ``APIError`` (400).
    func found(for node: Node, _ transaction: Transaction, _ context: APIContext) throws -> Node {
        guard let parent = try transaction.nodes.resolve(reference), context.allows(NodeRules.get, parent.policyTarget)
        else { throw APIError.invalid("The parent node '\(reference)' was not found", code: "parent_not_found") }
        guard parent.owner == node.owner else {
            throw refusal(
                "has another owner than the node; give both the same owner first", code: "parent_owner_differs")
        }
        try checkLine(above: parent, to: node, transaction)
        return parent
    }

    /// Walks from the parent upwards, one node by its UUID at a time, and keeps all of them as they are: two adoptions
    /// at the same time must not make a circle together.
    private func checkLine(above parent: Node, to node: Node, _ transaction: Transaction) throws {
        var above: Node? = parent
        for _ in 0..<Self.maximumGenerations {
            guard let seen = above else { return }
            try transaction.nodes.lock(seen.id)
            guard let current = try transaction.nodes.find(seen.id) else { return }
            guard current.id != node.id else {
                throw refusal("is the node itself or one of its descendants", code: "parent_is_descendant")
            }
            above = try current.parentNode.flatMap { try transaction.nodes.resolve($0) }
        }
        guard above == nil else {
            throw refusal(
                "has \(Self.maximumGenerations) generations or more above it, which is as many as may be",
                code: "parent_too_deep")
        }
    }

    /// Blades in a chassis are one; nobody nests machines ten deep.
    private static let maximumGenerations = 10

    private func refusal(_ reason: String, code: String) -> APIError {
        .invalid("The node '\(reference)' cannot be the parent: it \(reason)", code: code)
    }
}
