/// What a rule says of one caller, for any number of targets: the part that depends on the caller is decided already.
package struct PolicyVerdict: Sendable {
    private let caller: Caller
    private let rest: PolicyCheck

    init(_ caller: Caller, _ rest: PolicyCheck) {
        self.caller = caller
        self.rest = rest
    }

    /// The answer where no target can change it.
    package var whateverTheTarget: Bool? {
        switch rest {
        case .always: true
        case .never: false
        default: nil
        }
    }

    package func allows(_ target: PolicyTarget) -> Bool { whateverTheTarget ?? rest.holds(caller, target) }
}

extension Policy {
    /// Decides as much as the caller alone decides; to be asked once a request and used for each row of a list.
    package func verdict(_ rule: String, _ caller: Caller) -> PolicyVerdict {
        guard caller.strategy == .keystone else { return PolicyVerdict(caller, .always) }
        return strictVerdict(rule, caller)
    }

    /// The same whatever the strategy, as ``holds(_:_:_:)`` answers it: for rules that guard secrets.
    package func strictVerdict(_ rule: String, _ caller: Caller) -> PolicyVerdict {
        guard let rule = rules[rule], rule.admits(caller) else { return PolicyVerdict(caller, .never) }
        return PolicyVerdict(caller, rule.check.narrowed(to: caller))
    }
}
