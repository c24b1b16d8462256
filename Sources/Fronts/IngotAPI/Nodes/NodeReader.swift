import IngotModel
import IngotStorage

/// Finds nodes and gathers what answers show of them.
struct NodeReader: Sendable {
    let services: APIServices

    /// The node that a caller named by UUID or name, where the caller may see it and the route's rule
    /// allows it and the caller's condition holds.
    ///
    /// - Throws: ``APIError``: 404, 403, 412.
    static func node(_ reference: String, _ transaction: Transaction, _ context: APIContext) throws -> Node {
        let node = try unguarded(reference, transaction, context)
        guard context.allows(NodeRules.get, node.policyTarget) else { throw APIError.notFound("node", reference) }
        if case .node(let rule) = context.access { try context.authorize(rule, node.policyTarget) }
        try context.nodeCondition.check(against: node)
        return node
    }

    /// The node of which a list is to show something. A list that is confined to a project has nothing of nodes which the
    /// caller does not see, and does not tell whether they are there: the identifier is nobody's then.
    ///
    /// - Parameter all: the rule about lists of everything.
    /// - Throws: ``APIError``: 404 to those who may see everything, 403, 412.
    static func id(
        _ reference: String, filtering all: String, _ transaction: Transaction, _ context: APIContext
    ) throws -> NodeID {
        do {
            return try node(reference, transaction, context).id
        } catch let refusal as APIError where refusal.status == 404 && !context.allows(all) {
            return .random()
        }
    }

    /// The node that somebody named who need not be known.
    ///
    /// - Throws: ``APIError`` (404).
    static func unguarded(_ reference: String, _ transaction: Transaction, _ context: APIContext) throws -> Node {
        let node =
            if let id = NodeID(reference) {
                try transaction.nodes.find(id)
            } else if try isName(reference, context) {
                try transaction.nodes.find(name: reference)
            } else { Node?.none }
        guard let node else { throw APIError.notFound("node", reference) }
        return node
    }

    /// Whether a reference, which is no UUID, is a name to this caller.
    ///
    /// - Throws: ``APIError`` (400) for what no node can be called.
    private static func isName(_ reference: String, _ context: APIContext) throws -> Bool {
        guard context.namesNodes else { return false }
        try NodeName.check(reference: reference, version: context.isOfIngot ? .newest : context.version)
        return true
    }

    /// The stamp of the node that a caller named, under the same conditions as ``node(_:_:_:)``.
    ///
    /// - Throws: ``APIError``: 404, 403.
    static func stamp(
        _ reference: String, _ transaction: Transaction, _ context: APIContext, now: Timestamp
    ) throws -> NodeStamp {
        let stamp =
            if let id = NodeID(reference) {
                try transaction.nodes.stamp(id, at: now)
            } else if try isName(reference, context) {
                try transaction.nodes.stamp(name: reference, at: now)
            } else { NodeStamp?.none }
        guard let stamp else { throw APIError.notFound("node", reference) }
        try check(stamp, reference, context)
        return stamp
    }

    /// That the caller may see the node and the route's rule allows it.
    ///
    /// - Throws: ``APIError``: 404, 403.
    static func check(_ stamp: NodeStamp, _ reference: String, _ context: APIContext) throws {
        guard context.allows(NodeRules.get, stamp.policyTarget) else { throw APIError.notFound("node", reference) }
        if case .node(let rule) = context.access { try context.authorize(rule, stamp.policyTarget) }
    }

    /// A node that was just made: it has no agent yet, and nobody holds it.
    static func view(ofNew node: Node, _ context: APIContext) -> NodeView {
        NodeView(
            record: node, agent: nil, lease: nil,
            visibility: NodeVisibilityRules(context).visibility(of: node.policyTarget), version: context.version,
            links: context.links)
    }

    static func view(
        of node: Node, _ transaction: Transaction, _ context: APIContext, now: Timestamp
    ) throws -> NodeView {
        NodeView(
            record: node, agent: try transaction.agents.find(node.id),
            lease: try transaction.leases.find(node.id).flatMap { $0.expiresAt > now ? $0 : nil },
            visibility: NodeVisibilityRules(context).visibility(of: node.policyTarget), version: context.version,
            links: context.links)
    }

    /// Nodes with their agents and leases: two queries, however many nodes there are.
    static func views(
        of nodes: [Node], _ transaction: Transaction, _ context: APIContext, now: Timestamp
    ) throws -> [NodeView] {
        let agents = try transaction.agents.find(nodes.map(\.id))
        let leases = try transaction.leases.find(nodes.map(\.id))
        let rules = NodeVisibilityRules(context)
        return nodes.map { node in
            NodeView(
                record: node, agent: agents[node.id],
                lease: leases[node.id].flatMap { $0.expiresAt > now ? $0 : nil },
                visibility: rules.visibility(of: node.policyTarget), version: context.version,
                links: context.links)
        }
    }

    func view(_ reference: String, _ context: APIContext) async throws -> NodeView {
        let now = services.now
        return try await services.store.read { transaction in
            let node = try Self.node(reference, transaction, context)
            return try Self.view(of: node, transaction, context, now: now)
        }
    }

    /// What is found out in one transaction about the node that the path names.
    func read<Value: Sendable>(
        _ context: APIContext, _ read: @escaping @Sendable (Node, Transaction) throws -> Value
    ) async throws -> Value {
        let reference = try context.reference("node")
        return try await services.store.read { transaction in
            try read(try Self.node(reference, transaction, context), transaction)
        }
    }
}
