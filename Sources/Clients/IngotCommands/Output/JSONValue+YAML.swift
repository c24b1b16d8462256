import IngotModel
import Yams

extension JSONValue {
    /// The value as a YAML document, members in the order of their names; strings that read as something else are
    /// quoted.
    func yaml() throws -> String {
        var text = try Yams.serialize(node: yamlNode, width: -1, allowUnicode: true)
        while text.last == "\n" { text.removeLast() }
        return text
    }

    private var yamlNode: Yams.Node {
        switch self {
        case .null: Node("null", Tag(.null))
        case .bool(let value): Node(value ? "true" : "false", Tag(.bool))
        case .integer(let value): Node(String(value), Tag(.int))
        case .longInteger(let digits): Node(digits, Tag(.int))
        case .double(let value): Node(String(value), Tag(.float))
        case .string(let value): .scalar(value.represented())
        case .array(let values): Node(values.map(\.yamlNode), Tag(.seq))
        case .object(let members):
            Node(
                members.sorted { $0.key < $1.key }.map { (.scalar($0.key.represented()), $0.value.yamlNode) }, Tag(.map)
            )
        }
    }
}
