import IngotModel

extension JSONValue {
    /// The value as a refusal shows it: words and numbers as they are, but shortened. Not for what may be secret.
    var shown: String {
        switch self {
        case .string(let text): "'\(text.prefix(Self.longestShown))\(text.count > Self.longestShown ? "…" : "")'"
        case .null, .bool, .integer, .longInteger, .double: String(serialized().prefix(Self.longestShown))
        case .array, .object: sort
        }
    }

    /// What kind of value it is, as refusals say it.
    var sort: String {
        switch self {
        case .null: "null"
        case .bool: "true or false"
        case .integer, .longInteger, .double: "a number"
        case .string: "a text"
        case .array: "a list"
        case .object: "an object"
        }
    }

    private static var longestShown: Int { 40 }
}
