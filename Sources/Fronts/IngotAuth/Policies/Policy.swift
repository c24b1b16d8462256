/// The rules that say who may do what, as they are in force: read, joined with what overrides them, and ready to be
/// asked for each node of a list.
///
/// Copies share their rules, so that handing one to each request costs nothing.
package struct Policy: Sendable {
    /// A rule in force.
    struct Rule: Sendable {
        let name: String
        /// The check without names of other rules in it.
        let check: PolicyCheck
        /// The scopes that a token must have; nil where any will do.
        let scopes: Set<PolicyScope>?
        /// The checks as they were written, in the order in which they are tried.
        let sources: [PolicySource]
        let guards: [GuardedOperation]

        func admits(_ caller: Caller) -> Bool { scopes?.contains(caller.scope) ?? true }
    }

    let rules: [String: Rule]
    /// Whether the checks from before there were scopes are gone.
    package let enforcesNewDefaults: Bool

    /// The defaults, with nothing overridden.
    package static let standard = Policy(rules: PolicyBuilder(PolicySettings(), overrides: [:]).rules)

    init(rules: [String: Rule], enforcesNewDefaults: Bool = true) {
        self.rules = rules
        self.enforcesNewDefaults = enforcesNewDefaults
    }

    package init() { self = .standard }

    /// The defaults with the checks of a policy file in their place.
    ///
    /// - Throws: ``PolicyProblem`` that lists every check that cannot be read, names rules that are not there, or leads
    ///   back to itself.
    package init(_ settings: PolicySettings, overrides: [String: String] = [:]) throws(PolicyProblem) {
        let builder = PolicyBuilder(settings, overrides: overrides)
        guard builder.complaints.isEmpty else { throw PolicyProblem(complaints: builder.complaints) }
        self.init(rules: builder.rules, enforcesNewDefaults: settings.enforcesNewDefaults)
    }

    /// Whether the caller may do what a rule guards; callers of `noauth` and `http_basic` may do everything.
    ///
    /// A rule that does not exist allows nothing.
    package func allows(_ rule: String, _ caller: Caller, _ target: PolicyTarget = [:]) -> Bool {
        caller.strategy != .keystone || holds(rule, caller, target)
    }

    /// Whether the rule itself holds, whatever the strategy: for rules that guard secrets.
    package func holds(_ rule: String, _ caller: Caller, _ target: PolicyTarget = [:]) -> Bool {
        guard let rule = rules[rule], rule.admits(caller) else { return false }
        return rule.check.holds(caller, target)
    }

    /// Whether there is such a rule; the rules of single steps (`baremetal:step:execute:deploy.write_image`) need not
    /// be.
    package func defines(_ rule: String) -> Bool { rules[rule] != nil }
}
