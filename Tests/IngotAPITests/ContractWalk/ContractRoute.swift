import IngotModel
import Testing

/// A route as the reference has it.
struct ContractRoute: Sendable, CustomTestStringConvertible {
    struct Parameter: Sendable {
        var type: String
        var since: Int
        var isRequired: Bool
    }

    let method: String
    let path: String
    let since: Int
    let refusal: Int
    /// The statuses of success; vendor calls have two.
    let successes: Set<Int>
    let rules: Set<String>
    let query: [String: Parameter]
    /// Arguments of routes without a body schema.
    let arguments: [String: Parameter]

    static let all = (Contract.routes["routes"]?.array ?? []).map(ContractRoute.init)

    init(_ facts: JSONValue) {
        method = facts["method"]?.string ?? ""
        path = facts["path"]?.string ?? ""
        since = facts["min_minor"]?.integer ?? 1
        refusal = facts["below_min_status"]?.integer ?? 404
        successes = Self.statuses(facts["success"] ?? .null)
        rules = Self.rules(facts["policy"]?.array ?? [])
        query = Self.parameters(facts["query"])
        arguments = Self.parameters(facts["args"])
    }

    /// What tells routes apart, whatever their path parameters are called.
    var key: String { Self.key(method, path) }

    var testDescription: String { "\(method) \(path)" }

    static func key(_ method: String, _ path: String) -> String {
        let segments = path.split(separator: "/").map { $0.hasPrefix("{") ? "{}" : String($0) }
        return "\(method) /\(segments.joined(separator: "/"))"
    }

    private static func statuses(_ success: JSONValue) -> Set<Int> {
        if let status = success.integer { return [status] }
        let words = (success.string ?? "").split { !$0.isNumber }
        return Set(words.compactMap { Int($0) })
    }

    private static func rules(_ words: [JSONValue]) -> Set<String> {
        let names = words.compactMap(\.string)
        guard names == ["see resources.node.patch_policies"] else { return Set(names) }
        let policies = Contract.member(Contract.resources, "resources", "node", "patch_policies").array ?? []
        return Set(policies.compactMap { $0[1]?.string })
    }

    private static func parameters(_ facts: JSONValue?) -> [String: Parameter] {
        (facts?.object ?? [:]).mapValues { facts in
            // An argument with a version per verb exists from the oldest of them.
            let since = facts["min_minor"]?.integer ?? facts["min_minor"]?.object?.values.compactMap(\.integer).min()
            return Parameter(
                type: facts["type"]?.string ?? "", since: since ?? 1, isRequired: facts["required"]?.bool ?? false)
        }
    }
}
