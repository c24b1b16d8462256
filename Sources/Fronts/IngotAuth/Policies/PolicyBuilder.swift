/// Joins the table of rules with what overrides it.
///
/// As in oslo.policy: an override takes the place of a rule's check, but the rule keeps its scopes; an override of the
/// name that a rule's former check had counts for the rule too; and while the new defaults are not enforced, the former
/// check is enough for a rule that nobody overrides. Other than there, checks that cannot be read, that name rules that
/// do not exist or that lead back to themselves are complaints, not rules that silently refuse.
struct PolicyBuilder {
    private(set) var rules: [String: Policy.Rule] = [:]
    private(set) var complaints: [String] = []

    private let settings: PolicySettings
    /// Every check that is written down for a rule, in the order in which they are tried.
    private var written: [String: [(source: PolicySource.Origin, name: String, text: String, check: PolicyCheck)]] = [:]
    private var linked: [String: PolicyCheck] = [:]

    init(_ settings: PolicySettings, overrides: [String: String]) {
        self.settings = settings
        var checks: [String: PolicyCheck] = [:]
        for (name, text) in overrides.sorted(by: { $0.key < $1.key }) { checks[name] = read(text, of: name) }
        for rule in PolicyRule.all { write(rule, overrides: overrides, checks) }
        for (name, text) in overrides where written[name] == nil {
            written[name] = [(.override, name, text, checks[name] ?? .never)]
        }
        for (name, sources) in written {
            for other in sources.flatMap(\.check.namedRules) where written[other] == nil {
                complaints.append("the rule '\(name)' stands on the rule '\(other)', which does not exist")
            }
        }
        for name in written.keys.sorted() { _ = link(name, path: []) }
        for name in written.keys { finish(name) }
        complaints = Array(Set(complaints)).sorted()
    }

    private mutating func read(_ text: String, of name: String) -> PolicyCheck {
        do {
            return try PolicyParser.read(text)
        } catch {
            complaints.append("the check '\(text)' of the rule '\(name)' cannot be read: \(error.reason)")
            return .never
        }
    }

    private mutating func write(_ rule: PolicyRule, overrides: [String: String], _ checks: [String: PolicyCheck]) {
        if let text = overrides[rule.name], let check = checks[rule.name] {
            written[rule.name] = [(.override, rule.name, text, check)]
            return
        }
        let standard = read(rule.check.text, of: rule.name)
        written[rule.name] = [(.standard, rule.name, rule.check.text, standard)]
        guard let former = rule.former else { return }
        let formerCheck = read(former.check.text, of: rule.name)
        if former.name != rule.name, let text = overrides[former.name], let check = checks[former.name],
            check != formerCheck, check != .rule(rule.name)
        {
            written[rule.name] = [(.override, former.name, text, check)]
        } else if !settings.enforcesNewDefaults, former.check != rule.check {
            written[rule.name]?.append((.deprecated, former.name, former.check.text, formerCheck))
        }
    }

    /// The rule's check with the rules that it names put in.
    private mutating func link(_ name: String, path: [String]) -> PolicyCheck {
        if let done = linked[name] { return done }
        guard !path.contains(name) else {
            let circle = (path.drop { $0 != name } + [name]).map { "'\($0)'" }.joined(separator: ", then ")
            complaints.append("rules stand on each other in a circle: \(circle)")
            return .never
        }
        let checks = (written[name] ?? []).map { link($0.check, path: path + [name]) }
        let check = checks.count == 1 ? checks[0] : checks.isEmpty ? .never : .any(checks)
        linked[name] = check
        return check
    }

    private mutating func link(_ check: PolicyCheck, path: [String]) -> PolicyCheck {
        var others: [String: PolicyCheck] = [:]
        for name in check.namedRules.sorted() { others[name] = link(name, path: path) }
        return check.replacingLeaves { leaf in
            switch leaf {
            case .rule(let name): others[name] ?? .never
            case .role(let pattern): .role(pattern.filled(with: constants))
            case .attribute(let attribute, let pattern): .attribute(attribute, pattern.filled(with: constants))
            case .literal(let text, let pattern): .literal(text, pattern.filled(with: constants))
            default: leaf
            }
        }
    }

    /// Facts that are settings.
    private var constants: [String: String] {
        settings.servicesProjectName.map { ["config.service_project_name": $0] } ?? [:]
    }

    private mutating func finish(_ name: String) {
        let standard = Self.standard[name]
        var sources: [PolicySource] = []
        for (origin, writtenAs, text, check) in written[name] ?? [] {
            sources.append(
                PolicySource(origin: origin, name: writtenAs, text: text, check: link(check, path: [name])))
        }
        rules[name] = Policy.Rule(
            name: name, check: linked[name] ?? .never, scopes: settings.enforcesScope ? standard?.scopes : nil,
            sources: sources, guards: standard?.guards ?? [])
    }

    private static let standard = Dictionary(uniqueKeysWithValues: PolicyRule.all.map { ($0.name, $0) })
}
