import IngotModel
import Yams

extension JSONValue {
    /// Reads a YAML document, or JSON, which YAML contains.
    ///
    /// Plain words are numbers, flags and null as for the field's own client, but for what has colons in it: an address
    /// such as `52:54:00:12:34:56` is no number to the base of sixty.
    ///
    /// - Throws: `YamlError`.
    init(yaml text: String) throws {
        self = try Yams.compose(yaml: text).map(Self.init(yamlNode:)) ?? .null
    }

    private init(yamlNode node: Yams.Node) {
        switch node {
        case .mapping(let members):
            self = .object(
                Dictionary(
                    members.map { ($0.key.string ?? "", JSONValue(yamlNode: $0.value)) }, uniquingKeysWith: { $1 }))
        case .sequence(let elements): self = .array(elements.map(JSONValue.init(yamlNode:)))
        case .scalar(let scalar): self = Self.word(scalar, node)
        case .alias: self = .null
        }
    }

    private static func word(_ scalar: Yams.Node.Scalar, _ node: Yams.Node) -> JSONValue {
        guard case .plain = scalar.style, !scalar.string.contains(":") else { return .string(scalar.string) }
        if node.null != nil { return .null }
        if let flag = node.bool { return .bool(flag) }
        if let number = node.int { return .integer(Int64(number)) }
        if let number = try? JSONValue.parse(scalar.string), case .longInteger = number { return number }
        if let number = node.float, number.isFinite { return .double(number) }
        return .string(scalar.string)
    }
}
