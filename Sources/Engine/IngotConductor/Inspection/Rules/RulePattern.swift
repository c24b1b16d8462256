/// A regular expression of a rule.
struct RulePattern {
    private let expression: Regex<AnyRegexOutput>

    /// - Throws: ``RuleFailure`` where it cannot be read.
    init(_ pattern: String) throws(RuleFailure) {
        do {
            expression = try Regex(pattern)
        } catch {
            throw RuleFailure("'\(pattern)' is not a regular expression: \(error)")
        }
    }

    /// Whether a match begins where the text does.
    func begins(_ text: String) -> Bool { text.prefixMatch(of: expression) != nil }

    func occurs(in text: String) -> Bool { text.firstMatch(of: expression) != nil }
}
