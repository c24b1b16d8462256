import IngotModel

/// A condition or an action of a rule with its arguments by name.
struct RuleOperation: Sendable {
    var name: String
    var signature: RuleSignature
    var arguments: [String: JSONValue]
    /// The items of a loop, or nil where there is none.
    var loop: [JSONValue]?

    /// - Throws: ``RuleFailure`` where the operation is not known or its arguments do not fit.
    init(_ json: JSONValue, name: String, among signatures: [String: RuleSignature]) throws(RuleFailure) {
        guard let signature = signatures[name] else {
            throw RuleFailure(
                "there is no operation '\(name)'; there are: \(signatures.keys.sorted().joined(separator: ", "))")
        }
        self.name = name
        self.signature = signature
        arguments = try Self.arguments(json["args"] ?? [:], name, signature)
        switch json["loop"] {
        case .array(let items)? where !items.isEmpty: loop = items
        case .object(let members)? where !members.isEmpty: loop = [.object(members)]
        default: loop = nil
        }
    }

    private static func arguments(
        _ given: JSONValue, _ name: String, _ signature: RuleSignature
    ) throws(RuleFailure) -> [String: JSONValue] {
        let known = signature.known
        let named: [String: JSONValue]
        switch given {
        case .object(let members): named = members
        case .array(let items) where items.count <= known.count:
            named = Dictionary(zip(known, items), uniquingKeysWith: { $1 })
        default:
            throw RuleFailure("the arguments of '\(name)' must be an object with: \(known.joined(separator: ", "))")
        }
        let missing = signature.required.filter { named[$0] == nil }
        guard missing.isEmpty else {
            throw RuleFailure("'\(name)' lacks the arguments \(missing.joined(separator: ", "))")
        }
        let strangers = named.keys.filter { !known.contains($0) }.sorted()
        guard strangers.isEmpty else {
            throw RuleFailure("'\(name)' does not know the arguments \(strangers.joined(separator: ", "))")
        }
        return named
    }

    /// The arguments with their fields replaced.
    func arguments(in text: RuleText) -> [String: JSONValue] {
        var replaced = arguments
        for (key, value) in arguments where text.item != nil || signature.formatted.contains(key) {
            replaced[key] = text.replaced(value, missingIsNull: name == "is-empty")
        }
        return replaced
    }
}
