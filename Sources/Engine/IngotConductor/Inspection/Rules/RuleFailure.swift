/// Why a rule, and with it the inspection, failed.
struct RuleFailure: Error, Sendable, Hashable, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
