import IngotModel

/// What conditions can ask and actions can do, each with the names of its arguments (contract: `resources.json`,
/// `inspection_rule.condition_ops` and `action_ops`).
struct RuleOperator: Sendable {
    let required: [String]
    let optional: [String]

    private init(_ required: [String], optional: [String] = []) {
        self.required = required
        self.optional = optional
    }

    static let conditions: [String: RuleOperator] = [
        "eq": .init(["values"], optional: ["force_strings"]), "lt": .init(["values"], optional: ["force_strings"]),
        "gt": .init(["values"], optional: ["force_strings"]), "is-empty": .init(["value"]),
        "in-net": .init(["address", "subnet"]), "matches": .init(["value", "regex"]),
        "contains": .init(["value", "regex"]), "one-of": .init(["value"], optional: ["values"]),
        "is-none": .init(["value"]), "is-true": .init(["value"]), "is-false": .init(["value"]),
    ]

    static let actions: [String: RuleOperator] = [
        "fail": .init(["msg"]), "log": .init(["msg"], optional: ["level"]),
        "set-attribute": .init(["path", "value"]), "extend-attribute": .init(["path", "value"], optional: ["unique"]),
        "del-attribute": .init(["path"]), "set-capability": .init(["name", "value"]),
        "unset-capability": .init(["name"]), "add-trait": .init(["name"]), "remove-trait": .init(["name"]),
        "set-plugin-data": .init(["path", "value"]),
        "extend-plugin-data": .init(["path", "value"], optional: ["unique"]),
        "unset-plugin-data": .init(["path"]), "set-port-attribute": .init(["port_id", "path", "value"]),
        "extend-port-attribute": .init(["port_id", "path", "value"], optional: ["unique"]),
        "del-port-attribute": .init(["port_id", "path"]),
        "api-call": .init(["url"], optional: ["headers", "proxies", "timeout", "retries", "backoff_factor"]),
    ]

    /// Arguments by name, or in their order.
    ///
    /// - Throws: ``APIError`` (400) that names the place.
    func check(_ arguments: JSONValue, at place: String) throws {
        let known = required + optional
        switch arguments {
        case .object(let members):
            if let missing = required.first(where: { members[$0] == nil }) {
                throw wrong("\(place) lacks '\(missing)'")
            }
            if let unknown = members.keys.sorted().first(where: { !known.contains($0) }) {
                throw wrong("\(place) has an unknown member '\(unknown)'; known: \(known.joined(separator: ", "))")
            }
        case .array(let values):
            guard required.count...known.count ~= values.count else {
                throw wrong("\(place) has \(values.count) values for \(known.joined(separator: ", "))")
            }
        default: throw wrong("\(place) must be an object or a list, not \(arguments.kind)")
        }
    }

    private func wrong(_ message: String) -> APIError { .invalid(message, code: "wrong_rule_arguments") }
}
