import IngotContracts
import IngotModel
import IngotStorage

/// The lists of steps that may come with a verb: what each looks like, and which verbs take it.
struct StepArguments: Sendable {
    private struct Kind: Sendable {
        var name: String
        var shape: StepShape
        var verbs: Set<Verb>
        /// The rule that guards it beyond that of the verb.
        var rule: String?
        /// The version from which it exists, where that is not the verb's.
        var since = 1
    }

    private static let kinds = [
        Kind(name: "clean_steps", shape: .manual, verbs: [.clean], rule: ProvisionRules.cleanSteps),
        Kind(name: "deploy_steps", shape: .deploy, verbs: [.active, .rebuild], since: 69),
        Kind(name: "service_steps", shape: .manual, verbs: [.service], rule: ProvisionRules.serviceSteps),
    ]

    /// The lists that have steps in them, by the arguments' names.
    let lists: [String: [JSONValue]]

    /// An empty list counts as none.
    ///
    /// - Throws: ``APIError`` (400) for what is no list.
    init(_ arguments: Arguments) throws {
        var lists: [String: [JSONValue]] = [:]
        for kind in Self.kinds {
            guard let value = arguments[kind.name] else { continue }
            guard let steps = value.array else {
                throw APIError.invalid("The argument '\(kind.name)' must be a list of steps, not \(value.kind)")
            }
            if !steps.isEmpty { lists[kind.name] = steps }
        }
        self.lists = lists
    }

    private var given: [(kind: Kind, steps: [JSONValue])] {
        Self.kinds.compactMap { kind in lists[kind.name].map { (kind, $0) } }
    }

    /// - Throws: ``APIError`` (403) where a list or a step is not for this caller.
    func authorize(on node: Node, _ context: APIContext) throws {
        for rule in given.compactMap(\.kind.rule) { try context.authorize(rule, node.policyTarget) }
        try StepPolicy.check(given.flatMap(\.steps), node.policyTarget, context)
    }

    /// - Throws: ``APIError``: 406 where the version does not know a list, 400 where the verb does not take it.
    func check(for verb: Verb, _ version: Microversion) throws {
        for (kind, _) in given {
            guard version.knows(since: kind.since) else {
                throw APIError.tooNew("The argument '\(kind.name)'", since: kind.since, for: version)
            }
            guard kind.verbs.contains(verb) else {
                let verbs = kind.verbs.map(\.rawValue).sorted().joined(separator: " and ")
                throw APIError.invalid(
                    "The argument '\(kind.name)' goes with \(verbs) alone, not with \(verb.rawValue)")
            }
        }
    }

    /// Cleaning and service are nothing without steps, and take them from the caller or from a runbook, not from both.
    ///
    /// - Throws: ``APIError`` (400).
    func checkSource(for verb: Verb, runbook: Runbook?) throws {
        let name = "\(verb.rawValue)_steps"
        guard verb == .clean || verb == .service else {
            guard runbook == nil else {
                throw APIError.invalid("The argument 'runbook' goes with clean and service alone")
            }
            return
        }
        switch (lists[name], runbook) {
        case (nil, nil): throw APIError.invalid("The verb '\(verb.rawValue)' needs '\(name)' or a 'runbook'")
        case (_?, _?): throw APIError.invalid("Steps come from '\(name)' or from a 'runbook', not from both")
        default: return
        }
    }

    /// - Throws: ``APIError``: 400 for what is no step; 404 and 403 for child nodes that the caller may not touch.
    func checkSteps(_ transaction: Transaction, _ context: APIContext) throws {
        for (kind, steps) in given {
            for (index, step) in steps.enumerated() {
                try kind.shape.check(step, at: "\(kind.name)[\(index)]")
                try checkChildren(of: step, transaction, context)
            }
        }
    }

    private func checkChildren(of step: JSONValue, _ transaction: Transaction, _ context: APIContext) throws {
        guard step["execute_on_child_nodes"]?.bool == true else { return }
        // The caller's condition is about the node that the path names.
        var context = context
        context.nodeCondition = .none
        for entry in step["limit_child_node_execution"]?.array ?? [] {
            guard let id = entry.string.flatMap(NodeID.init) else {
                throw APIError.invalid(
                    "'limit_child_node_execution' lists UUIDs of nodes, not \(entry.serialized())",
                    code: "invalid_uuid")
            }
            let child = try NodeReader.node(id.text, transaction, context)
            try context.authorize(ProvisionRules.verb, child.policyTarget)
        }
    }
}
