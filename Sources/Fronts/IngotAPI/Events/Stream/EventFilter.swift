import IngotAuth
import IngotModel
import IngotStorage

/// Which events a caller wants, and which of them it may see.
struct EventFilter: Sendable {
    /// Nil where nobody chose.
    var nodes: Set<NodeID>?
    var kinds: Set<Event.Kind>?
    /// The project that owned or leased the node when it happened; nil where the caller may see everything.
    var project: String?
    /// The rule about what was done to nodes, step by step; nil where nobody asks for it.
    var timeline: PolicyVerdict?

    func lets(_ event: Event) -> Bool {
        if let kinds, !kinds.contains(event.kind) { return false }
        if let nodes {
            guard let node = event.node, nodes.contains(node) else { return false }
        }
        // Its details and failures are those of the node's history, which not everybody reads who sees the node.
        if [Event.Kind.timeline, .runEnded].contains(event.kind), timeline?.allows(event.policyTarget) == false {
            return false
        }
        guard let project else { return true }
        return event.owner == project || event.lessee == project
    }
}

extension EventFilter {
    /// - Throws: ``APIError``: 400 for a kind that there is not, 403 where the caller may see no nodes at all, 404 for
    ///   a node that is not there.
    init(_ query: QueryParameters, _ context: APIContext, _ store: Store) async throws {
        project = try context.project(listing: NodeRules.listAll, own: NodeRules.list)
        timeline = context.policy.verdict("baremetal:node:history:get", context.caller)
        kinds = try query.list("kinds").map { words in Set(try words.map(Self.kind)) }
        guard let references = query.list("node") else { return }
        nodes = try await store.read { transaction in
            Set(try references.map { try NodeReader.node($0, transaction, context).id })
        }
    }

    private static func kind(_ word: String) throws -> Event.Kind {
        guard let kind = Event.Kind(rawValue: word) else {
            let words = Event.Kind.allCases.map(\.rawValue).joined(separator: ", ")
            throw APIError.invalid("There are no events of kind '\(word)'; there are: \(words)")
        }
        return kind
    }
}

extension Event {
    /// What policies know of the node, as it was when the event happened.
    var policyTarget: PolicyTarget { ["node.owner": owner, "node.lessee": lessee, "node.uuid": node?.text] }
}
