import IngotModel

/// A condition of a rule: an operator that holds or, with `!` before it, does not (peer: ironic 39.0.0,
/// `inspection_rules/operators.py`).
struct RuleCondition: Sendable {
    private enum Multiple: String { case any, all, first, last }

    private let operation: RuleOperation
    private let isInverted: Bool
    private let multiple: Multiple
    private let test: Test

    /// - Throws: ``RuleFailure`` where it is not well formed.
    init(_ json: JSONValue) throws(RuleFailure) {
        var name = (json["op"]?.string ?? "").filter { !$0.isWhitespace }[...]
        isInverted = name.first == "!"
        if isInverted { name.removeFirst() }
        operation = try RuleOperation(json, name: String(name), among: RuleSignature.conditions)
        guard let test = Self.tests[String(name)] else {
            throw RuleFailure("there is no operator '\(name)'")
        }
        self.test = test
        multiple = json["multiple"]?.string.flatMap(Multiple.init) ?? .any
    }

    /// - Throws: ``RuleFailure`` where the operator cannot be used on what it is given.
    func holds(for subject: RuleSubject) throws(RuleFailure) -> Bool {
        guard let items = operation.loop else { return try holds(for: subject, item: nil) }
        var results: [Bool] = []
        for item in items {
            let result = try holds(for: subject, item: item)
            if multiple == .first, result { return true }
            results.append(result)
        }
        return switch multiple {
        case .any: results.contains(true)
        case .all: !results.contains(false)
        case .first: results.first ?? false
        case .last: results.last ?? false
        }
    }

    private func holds(for subject: RuleSubject, item: JSONValue?) throws(RuleFailure) -> Bool {
        var arguments = operation.arguments(in: RuleText(subject: subject, item: item))
        // In a loop everything has become text.
        if item != nil, operation.signature.optional.contains("force_strings") { arguments["force_strings"] = true }
        return try test(arguments) != isInverted
    }
}

extension RuleCondition {
    typealias Test = @Sendable ([String: JSONValue]) throws(RuleFailure) -> Bool

    /// What each operator of ``RuleSignature/conditions`` asks.
    static let tests: [String: Test] = [
        "eq": comparison { $0.pythonEquals($1) },
        "lt": comparison { (first, second) throws(RuleFailure) in try first.isBefore(second) },
        "gt": comparison { (first, second) throws(RuleFailure) in try second.isBefore(first) },
        "is-empty": onValue { ["", "None", "[]", "{}"].contains($0.pythonText) },
        "is-none": onValue { $0.isNull },
        "is-true": onValue { $0.isTruth(["yes", "true"]) },
        "is-false": onValue { value in value.isNull || value.isFalsehood(["no", "false"]) },
        "one-of": { $0["values"]?.holds($0["value"] ?? .null) ?? false },
        "in-net": { (arguments) throws(RuleFailure) in
            try IPNetwork(arguments["subnet"]?.pythonText ?? "").contains(arguments["address"]?.pythonText ?? "")
        },
        "matches": expression { (text, pattern) throws(RuleFailure) in
            try RulePattern(pattern.hasSuffix("$") ? pattern : pattern + "$").begins(text)
        },
        "contains": expression { (text, pattern) throws(RuleFailure) in try RulePattern(pattern).occurs(in: text) },
    ]

    /// Holds where each value and the one after it are in the relation.
    private static func comparison(
        _ relation: @escaping @Sendable (JSONValue, JSONValue) throws(RuleFailure) -> Bool
    ) -> Test {
        { (arguments) throws(RuleFailure) in
            guard var values = arguments["values"]?.array else {
                throw RuleFailure(
                    "the argument 'values' must be a list, but is \(arguments["values"]?.serialized() ?? "missing")")
            }
            if arguments["force_strings"]?.flag == true { values = values.map { .string($0.pythonText) } }
            for (first, second) in zip(values, values.dropFirst()) where try !relation(first, second) { return false }
            return true
        }
    }

    private static func onValue(_ test: @escaping @Sendable (JSONValue) -> Bool) -> Test {
        { test($0["value"] ?? .null) }
    }

    private static func expression(
        _ test: @escaping @Sendable (String, String) throws(RuleFailure) -> Bool
    ) -> Test {
        { (arguments) throws(RuleFailure) in
            try test(arguments["value"]?.pythonText ?? "", arguments["regex"]?.pythonText ?? "")
        }
    }
}
