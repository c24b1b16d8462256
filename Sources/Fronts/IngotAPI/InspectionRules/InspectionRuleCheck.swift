import IngotModel

/// What must hold of an inspection rule before it is kept: nothing that inspection could not carry out.
enum InspectionRuleCheck {
    private static let phases = ["main"]
    private static let repetitions = ["any", "all", "first", "last"]

    /// - Throws: ``APIError`` (400).
    static func values(of rule: InspectionRule) throws {
        guard let phase = rule.phase, phases.contains(phase) else {
            throw APIError.invalid(
                "There is no phase '\(rule.phase ?? "")' of inspection; there is: \(phases.joined(separator: ", "))",
                code: "unknown_phase")
        }
        guard !rule.actions.isEmpty else { throw APIError.invalid("The field 'actions' needs at least one action") }
        for (index, condition) in rule.conditions.enumerated() {
            try check(condition, at: "conditions[\(index)]", RuleSignature.conditions, canInvert: true)
            if let word = condition["multiple"], !repetitions.contains(word.string ?? "") {
                throw APIError.invalid(
                    "conditions[\(index)].multiple must be one of \(repetitions.joined(separator: ", "))")
            }
        }
        for (index, action) in rule.actions.enumerated() {
            try check(action, at: "actions[\(index)]", RuleSignature.actions, canInvert: false)
        }
    }

    /// `!` in front of a condition's operator turns it around.
    private static func check(
        _ entry: JSONValue, at place: String, _ operators: [String: RuleSignature], canInvert: Bool
    ) throws {
        guard let word = entry["op"]?.string else { throw APIError.invalid("\(place) has no 'op'") }
        let name = canInvert && word.hasPrefix("!") ? String(word.dropFirst()) : word
        guard let found = operators[name] else {
            let names = operators.keys.sorted().joined(separator: ", ")
            throw APIError.invalid("\(place) has an unknown 'op', '\(word)'; known: \(names)", code: "unknown_operator")
        }
        guard let arguments = entry["args"] else { throw APIError.invalid("\(place) has no 'args'") }
        try found.check(arguments, at: "\(place).args")
        if let loop = entry["loop"], loop.array == nil, loop.object == nil {
            throw APIError.invalid("\(place).loop must be a list or an object, not \(loop.kind)")
        }
    }
}
