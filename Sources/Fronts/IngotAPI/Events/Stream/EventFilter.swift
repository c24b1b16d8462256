import IngotAuth
import IngotModel
import IngotStorage

/// Which events a caller wants, and which of them it may see.
struct EventFilter: Sendable {
    /// Nil where nobody chose.
    var nodes: Set<NodeID>?
    /// What nodes may be called besides: events that carry such a name are of a chosen node, too.
    var names: Set<String> = []
    var kinds: Set<Event.Kind>?
    /// The project that owned or leased the node when it happened; nil where the caller may see everything.
    var project: String?
    /// The rule about what was done to nodes, step by step; nil where nobody asks for it.
    var timeline: PolicyVerdict?

    func lets(_ event: Event) -> Bool {
        if let kinds, !kinds.contains(event.kind) { return false }
        guard isOfChosenNode(event) else { return false }
        // Its details and failures are those of the node's history, which not everybody reads who sees the node.
        if [Event.Kind.timeline, .runEnded].contains(event.kind), timeline?.allows(event.policyTarget) == false {
            return false
        }
        guard let project else { return true }
        return event.owner == project || event.lessee == project
    }

    private func isOfChosenNode(_ event: Event) -> Bool {
        guard let nodes else { return true }
        return event.node.map(nodes.contains) == true || event.body["name"]?.string.map(names.contains) == true
    }
}

extension EventFilter {
    /// - Parameter isResuming: whether the caller goes on from an event that it has seen. What became of its nodes since,
    ///   up to their end, is in the events then, which tell for themselves who may see them.
    /// - Throws: ``APIError``: 400 for a kind that there is not, 403 where the caller may see no nodes at all, 404 for
    ///   a node that is not there, but to nobody who resumes.
    init(_ query: QueryParameters, isResuming: Bool, _ context: APIContext, _ store: Store) async throws {
        project = try context.project(listing: NodeRules.listAll, own: NodeRules.list)
        timeline = context.policy.verdict("baremetal:node:history:get", context.caller)
        kinds = try query.list("kinds").map { words in Set(try words.map(Self.kind)) }
        guard let references = query.list("node") else { return }
        if isResuming { names = Set(references.filter { NodeID($0) == nil }) }
        nodes = try await store.read { transaction in
            Set(try references.compactMap { try Self.node($0, isResuming: isResuming, transaction, context) })
        }
    }

    private static func node(
        _ reference: String, isResuming: Bool, _ transaction: Transaction, _ context: APIContext
    ) throws -> NodeID? {
        do {
            return try NodeReader.node(reference, transaction, context).id
        } catch let refusal as APIError where isResuming && refusal.status == 404 {
            return NodeID(reference)
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
