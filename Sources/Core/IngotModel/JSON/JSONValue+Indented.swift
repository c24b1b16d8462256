extension JSONValue {
    /// The value as JSON text for people: two spaces a level, members in the order of their names.
    package func indented(level: Int = 0) -> String {
        let inner = String(repeating: "  ", count: level + 1)
        let outer = String(repeating: "  ", count: level)
        switch self {
        case .array(let values) where !values.isEmpty:
            let lines = values.map { inner + $0.indented(level: level + 1) }
            return "[\n\(lines.joined(separator: ",\n"))\n\(outer)]"
        case .object(let members) where !members.isEmpty:
            let lines = members.sorted { $0.key < $1.key }.map { key, value in
                "\(inner)\(JSONValue.string(key).serialized()): \(value.indented(level: level + 1))"
            }
            return "{\n\(lines.joined(separator: ",\n"))\n\(outer)}"
        default: return serialized()
        }
    }
}
