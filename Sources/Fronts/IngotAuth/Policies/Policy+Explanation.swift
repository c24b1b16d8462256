import IngotModel

/// What a caller is told about themselves: what they are here, what each rule says of them, and why.
extension Policy {
    /// Rules that guard secrets: they are asked whatever the strategy is.
    static let secretRules: Set<String> = ["show_password", "show_instance_secrets"]

    /// The caller, and the answer of every rule for this target or, without one, for no target in particular.
    ///
    /// Each answer names what decided: the strategy, the scope of the token, or a check with the rule and the place
    /// (default, override, deprecated) that it comes from and, where it is allowed, the alternative in it that held.
    package func explain(_ caller: Caller, _ target: PolicyTarget = [:]) -> JSONValue {
        let answers = rules.values.sorted { $0.name < $1.name }.map { explain($0, caller, target) }
        return [
            "caller": caller.shown,
            "target": .object(Dictionary(uniqueKeysWithValues: target.facts.map { ($0.name, .string($0.value)) })),
            "rules": .array(answers),
        ]
    }

    private func explain(_ rule: Rule, _ caller: Caller, _ target: PolicyTarget) -> JSONValue {
        let (isAllowed, reason) = decide(rule, caller, target)
        return [
            "rule": .string(rule.name), "allowed": .bool(isAllowed), "decided_by": reason,
            "guards": .array(rule.guards.map { .string($0.description) }),
        ]
    }

    private func decide(_ rule: Rule, _ caller: Caller, _ target: PolicyTarget) -> (Bool, JSONValue) {
        if caller.strategy != .keystone, !Self.secretRules.contains(rule.name) {
            return (true, ["by": "strategy", "strategy": .string(caller.strategy.rawValue)])
        }
        guard rule.admits(caller) else {
            let scopes = (rule.scopes ?? []).map(\.rawValue).sorted()
            return (
                false,
                [
                    "by": "scope", "scope": .string(caller.scope.rawValue),
                    "accepted": .array(scopes.map(JSONValue.string)),
                ]
            )
        }
        for source in rule.sources {
            if let alternative = source.check.holdingAlternative(caller, target) {
                return (true, source.shown.adding("alternative", .string(alternative.description)))
            }
        }
        return (false, rule.sources.first?.shown ?? .null)
    }
}

extension PolicyCheck {
    /// The first alternative that holds, down to one that has none; nil where the check does not hold.
    fileprivate func holdingAlternative(_ caller: Caller, _ target: PolicyTarget) -> PolicyCheck? {
        guard case .any(let checks) = self else { return holds(caller, target) ? self : nil }
        for check in checks {
            if let alternative = check.holdingAlternative(caller, target) { return alternative }
        }
        return nil
    }
}

extension PolicySource {
    fileprivate var shown: JSONValue {
        [
            "by": "check", "source": .string(origin.rawValue), "rule": .string(name),
            "check": .string(text.isEmpty ? "@" : text),
        ]
    }
}

extension JSONValue {
    fileprivate func adding(_ key: String, _ value: JSONValue) -> JSONValue {
        guard var members = object else { return self }
        members[key] = value
        return .object(members)
    }
}

extension Caller {
    /// The caller as it is shown to itself.
    fileprivate var shown: JSONValue {
        [
            "strategy": .string(strategy.rawValue),
            "scope": strategy == .keystone ? .string(scope.rawValue) : .null,
            "user_id": JSONValue(userID), "user_name": JSONValue(userName), "user_domain_id": JSONValue(userDomainID),
            "project_id": JSONValue(projectID), "project_name": JSONValue(projectName),
            "project_domain_id": JSONValue(projectDomainID), "domain_id": JSONValue(domainID),
            "system_scope": JSONValue(systemScope),
            "roles": .array(roles.sorted().map(JSONValue.string)),
            "service_roles": .array(serviceRoles.sorted().map(JSONValue.string)),
        ]
    }
}
