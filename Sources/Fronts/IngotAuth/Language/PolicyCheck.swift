/// A check of the language of policies, as a tree.
///
/// The language is oslo.policy's. A tree is read once (``PolicyParser``), gets the rules that it names put in
/// (``PolicyBuilder``), and is then only walked: no text is built or taken apart while requests wait.
indirect enum PolicyCheck: Sendable, Hashable {
    case always
    case never
    case not(PolicyCheck)
    case all([PolicyCheck])
    case any([PolicyCheck])
    /// Another rule by its name; gone from the trees that are in force.
    case rule(String)
    case role(PolicyPattern)
    case attribute(CallerAttribute, PolicyPattern)
    /// A literal on the left side: what is checked is the target alone.
    case literal(String, PolicyPattern)
    /// A word that says nothing of a caller here; it holds for nobody.
    case unknown(String, PolicyPattern)
}

extension PolicyCheck {
    func holds(_ caller: Caller, _ target: PolicyTarget) -> Bool {
        switch self {
        case .always: true
        case .never, .rule, .unknown: false
        case .not(let check): !check.holds(caller, target)
        case .all(let checks): checks.allSatisfy { $0.holds(caller, target) }
        case .any(let checks): checks.contains { $0.holds(caller, target) }
        case .role(let pattern): pattern.text(caller, target).map(caller.hasRole) ?? false
        case .attribute(let attribute, let pattern):
            pattern.text(caller, target).map { attribute.matches($0, caller) } ?? false
        case .literal(let text, let pattern): pattern.text(caller, target) == text
        }
    }

    /// What is left to be checked of this caller once the target is known.
    func narrowed(to caller: Caller) -> PolicyCheck {
        switch self {
        case .not(let check):
            switch check.narrowed(to: caller) {
            case .always: .never
            case .never: .always
            case let rest: .not(rest)
            }
        case .all(let checks): .joined(checks.map { $0.narrowed(to: caller) }, by: PolicyCheck.all, .always, .never)
        case .any(let checks): .joined(checks.map { $0.narrowed(to: caller) }, by: PolicyCheck.any, .never, .always)
        case .role(.text), .attribute(_, .text), .literal(_, .text): holds(caller, [:]) ? .always : .never
        case .rule, .unknown: .never
        case .always, .never, .role, .attribute, .literal: self
        }
    }

    /// Leaves out what changes nothing, and everything where one check decides alone.
    private static func joined(
        _ checks: [PolicyCheck], by join: ([PolicyCheck]) -> PolicyCheck, _ idle: PolicyCheck, _ decisive: PolicyCheck
    ) -> PolicyCheck {
        if checks.contains(decisive) { return decisive }
        let rest = checks.filter { $0 != idle }
        return rest.isEmpty ? idle : rest.count == 1 ? rest[0] : join(rest)
    }
}

extension PolicyCheck {
    /// The rules that the check names itself.
    var namedRules: Set<String> {
        switch self {
        case .rule(let name): [name]
        case .not(let check): check.namedRules
        case .all(let checks), .any(let checks): checks.reduce(into: []) { $0.formUnion($1.namedRules) }
        default: []
        }
    }

    /// Words on left sides that nobody's caller has.
    var unknownWords: Set<String> {
        switch self {
        case .unknown(let word, _): [word]
        case .not(let check): check.unknownWords
        case .all(let checks), .any(let checks): checks.reduce(into: []) { $0.formUnion($1.unknownWords) }
        default: []
        }
    }

    /// The check with every leaf replaced by what the function makes of it.
    func replacingLeaves(_ replace: (PolicyCheck) -> PolicyCheck) -> PolicyCheck {
        switch self {
        case .not(let check): .not(check.replacingLeaves(replace))
        case .all(let checks): .all(checks.map { $0.replacingLeaves(replace) })
        case .any(let checks): .any(checks.map { $0.replacingLeaves(replace) })
        default: replace(self)
        }
    }
}

extension PolicyCheck: CustomStringConvertible {
    /// The check in its language; every part of an alternative stands in parentheses.
    var description: String {
        switch self {
        case .always: "@"
        case .never: "!"
        case .not(let check): "not \(check.enclosed)"
        case .all(let checks): checks.map(\.enclosed).joined(separator: " and ")
        case .any(let checks): checks.map(\.enclosed).joined(separator: " or ")
        case .rule(let name): "rule:\(name)"
        case .role(let pattern): "role:\(pattern)"
        case .attribute(let attribute, let pattern): "\(attribute.rawValue):\(pattern)"
        case .literal(let text, let pattern): "'\(text)':\(pattern)"
        case .unknown(let word, let pattern): "\(word):\(pattern)"
        }
    }

    private var enclosed: String {
        switch self {
        case .all, .any: "(\(self))"
        default: description
        }
    }
}
