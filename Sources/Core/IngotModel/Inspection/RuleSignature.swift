/// The arguments of an operator of inspection rules, by name (contract: `resources.json`,
/// `inspection_rule.condition_ops` and `action_ops`).
///
/// The API refuses rules whose arguments do not fit, and the conductor's engine reads them by the same table. They may
/// also be given as a list, in the order of ``known``.
package struct RuleSignature: Sendable {
    package let required: [String]
    package let optional: [String]
    /// The arguments whose fields in braces are replaced also outside loops.
    package let formatted: Set<String>

    package var known: [String] { required + optional }

    private init(_ required: [String], optional: [String] = [], formatted: Set<String> = []) {
        self.required = required
        self.optional = optional
        self.formatted = formatted
    }
}

extension RuleSignature {
    /// What conditions can ask.
    package static let conditions: [String: RuleSignature] = [
        "eq": comparison, "lt": comparison, "gt": comparison, "is-empty": value, "is-none": value, "is-true": value,
        "is-false": value, "matches": expression, "contains": expression,
        "one-of": .init(["value"], optional: ["values"], formatted: ["value"]),
        "in-net": .init(["address", "subnet"], formatted: ["address", "subnet"]),
    ]

    /// What actions can do.
    package static let actions: [String: RuleSignature] = [
        "fail": .init(["msg"]),
        "log": .init(["msg"], optional: ["level"], formatted: ["msg"]),
        "api-call": .init(
            ["url"], optional: ["headers", "proxies", "timeout", "retries", "backoff_factor"], formatted: ["url"]),
        "set-capability": .init(["name", "value"], formatted: ["value"]),
        "unset-capability": .init(["name"]), "add-trait": .init(["name"]), "remove-trait": .init(["name"]),
        "set-attribute": .init(["path", "value"], formatted: ["value"]),
        "extend-attribute": .init(["path", "value"], optional: ["unique"], formatted: ["value"]),
        "del-attribute": .init(["path"]),
        "set-port-attribute": .init(["port_id", "path", "value"], formatted: ["value"]),
        "extend-port-attribute": .init(["port_id", "path", "value"], optional: ["unique"], formatted: ["value"]),
        "del-port-attribute": .init(["port_id", "path"]),
        "set-plugin-data": .init(["path", "value"], formatted: ["value"]),
        "extend-plugin-data": .init(["path", "value"], optional: ["unique"], formatted: ["value"]),
        "unset-plugin-data": .init(["path"]),
    ]

    private static let comparison = RuleSignature(["values"], optional: ["force_strings"], formatted: ["values"])
    private static let value = RuleSignature(["value"], formatted: ["value"])
    private static let expression = RuleSignature(["value", "regex"], formatted: ["value"])
}
