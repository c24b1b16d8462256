import IngotModel

/// JSON Schemas (2020-12) of values.
extension FieldType {
    /// What answers show.
    func shown(nullable: Bool) -> JSONValue { Self.schema(shownMembers, nullable: nullable) }

    /// What bodies may give: often more than is shown, as the field's clients write flags and numbers as words.
    var taken: JSONValue {
        switch self {
        case .requiredText: Self.schema(takenMembers, nullable: false)
        case .flag: ["anyOf": [["type": ["boolean", "null"]], Self.flagWord]]
        case .number: ["anyOf": [Self.schema(takenMembers, nullable: true), Self.wholeNumber]]
        default: Self.schema(takenMembers, nullable: true)
        }
    }

    private var shownMembers: [String: JSONValue] {
        switch self {
        case .text, .requiredText: ["type": "string"]
        case .flag: ["type": "boolean"]
        case .object: ["type": "object"]
        case .uuid: ["type": "string", "format": "uuid"]
        case .moment: ["type": "string", "format": "date-time"]
        case .links: Self.listOfLinks
        case .nestedLinks: ["type": "array", "items": .object(Self.listOfLinks)]
        case .texts: ["type": "array", "items": ["type": "string"]]
        case .objects, .items: ["type": "array", "items": ["type": "object"]]
        case .number: ["type": "integer", "format": "int64"]
        case .seconds: ["type": "number"]
        case .choice(let words): ["type": "string", "enum": .array(words.map(JSONValue.string))]
        }
    }

    private var takenMembers: [String: JSONValue] {
        var members = shownMembers
        switch self {
        case .text(let maximum) where maximum < .max: members["maxLength"] = JSONValue(maximum)
        case .requiredText: members["maxLength"] = 255
        case .uuid: members["pattern"] = .string(Self.uuidPattern)
        case .number(let range):
            members["minimum"] = .integer(range.lowerBound)
            members["maximum"] = .integer(range.upperBound)
        default: break
        }
        return members
    }

    private static func schema(_ members: [String: JSONValue], nullable: Bool) -> JSONValue {
        guard nullable, let type = members["type"] else { return .object(members) }
        var members = members
        members["type"] = [type, "null"]
        if let words = members["enum"]?.array { members["enum"] = .array(words + [.null]) }
        return .object(members)
    }

    private static let listOfLinks: [String: JSONValue] = [
        "type": "array", "items": ["$ref": "#/components/schemas/Link"],
    ]

    static let uuidPattern = "^[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}$"

    /// A flag as a word, in capitals or not.
    static let flagWord: JSONValue = {
        let words = ["true", "yes", "on", "1", "t", "y", "false", "no", "off", "0", "f", "n"]
        let patterns = words.map { word in
            word.map { $0.isLetter ? "[\($0.uppercased())\($0)]" : "\($0)" }.joined()
        }
        return ["type": "string", "pattern": .string("^(\(patterns.joined(separator: "|")))$")]
    }()

    private static let wholeNumber: JSONValue = ["type": "string", "pattern": "^[+-]?[0-9]+$"]
}
