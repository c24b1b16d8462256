/// One rule of the table: who may do something, and what it guards.
///
/// The names, checks and scopes are those of the Bare Metal service's registered defaults, so that a `policy.yaml` that
/// was written for it means the same here. What only Ingot can do has rules of its own, whose names begin with
/// `ingot:`.
struct PolicyRule: Sendable {
    /// The check that a rule had before there were scopes.
    struct Former: Sendable, Hashable {
        /// The rule that held it; an override of that rule still counts for this one.
        let name: String
        let check: PolicyText
        let until = "Wallaby"
    }

    let name: String
    let check: PolicyText
    let former: Former?
    /// The scopes that a token must have; nil where any will do.
    let scopes: Set<PolicyScope>?
    /// Whether the rule is there for old overrides alone.
    let isGoing: Bool
    let guards: [GuardedOperation]

    init(
        _ name: String, _ check: PolicyText, formerly: PolicyText? = nil, named formerName: String? = nil,
        in scopes: Scopes = .systemOrProject, isGoing: Bool = false, guards: [GuardedOperation] = []
    ) {
        self.name = name
        self.check = check
        former = formerly.map { Former(name: formerName ?? name, check: $0) }
        self.scopes = scopes.set
        self.isGoing = isGoing
        self.guards = guards
    }

    /// Where a token must be valid.
    struct Scopes: Sendable, ExpressibleByArrayLiteral {
        let set: Set<PolicyScope>?

        init(arrayLiteral elements: PolicyScope...) { set = Set(elements) }
        private init() { set = nil }

        static let everywhere = Scopes()
        static let systemOrProject: Scopes = [.system, .project]
    }

    /// Every rule there is, before anything is overridden.
    static let all = baremetal + ingot

    /// The rules of the Bare Metal service.
    static let baremetal =
        general + nodes + nodeChanges + ports + volumes + allocations + procedures + site + agents
}
