import IngotModel

extension QueryParameter {
    var documented: JSONValue {
        var members: [String: JSONValue] = ["name": .string(name), "in": "query", "schema": schema]
        if isList {
            members["style"] = "form"
            members["explode"] = false
        }
        return .object(members).documented(since: since)
    }

    private var isList: Bool {
        switch kind {
        case .wordsAmong: true
        default: false
        }
    }

    private var schema: JSONValue {
        switch kind {
        case .text, .words: ["type": "string"]
        case .flag: FieldType.flagWord
        case .number: ["type": "integer", "minimum": 1, "maximum": .integer(.max)]
        case .uuid: ["type": "string", "format": "uuid", "pattern": .string(FieldType.uuidPattern)]
        case .wordsAmong(let words): ["type": "array", "minItems": 1, "items": Self.oneOf(words)]
        case .choice(let words): Self.oneOf(words)
        }
    }

    private static func oneOf(_ words: [String]) -> JSONValue {
        ["type": "string", "enum": .array(words.map(JSONValue.string))]
    }
}
