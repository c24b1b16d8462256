import IngotModel

/// What kind of value a field holds.
enum FieldType: Sendable, Hashable {
    /// At most so many characters.
    case text(maximum: Int)
    /// As ``text(maximum:)``, but null is refused.
    case requiredText
    case flag
    case object
    case uuid
    case moment
    case links
    /// A list of lists of links, as one old field has it.
    case nestedLinks
    case texts
    case number(ClosedRange<Int64>)
    /// A list of objects.
    case objects
    /// A list of objects that are judged one by one: what is none spoils no other.
    case items
    /// A number of seconds, with a fraction.
    case seconds
    /// One of these words.
    case choice([String])

    /// The value in its one form: flags may come as words, UUIDs in capitals.
    ///
    /// - Throws: ``APIError`` (400) that names the field.
    func normalized(_ value: JSONValue, field: String) throws -> JSONValue {
        if value.isNull {
            guard self != .requiredText else { throw wrong(value, field) }
            return .null
        }
        switch self {
        case .text(let maximum):
            guard let text = value.string else { throw wrong(value, field) }
            try checkLength(text, maximum, field)
            return value
        case .requiredText:
            guard let text = value.string else { throw wrong(value, field) }
            try checkLength(text, 255, field)
            return value
        case .flag:
            switch value {
            case .bool: return value
            case .string:
                guard let flag = value.flag else { throw wrong(value, field) }
                return .bool(flag)
            default: throw wrong(value, field)
            }
        case .object:
            guard value.object != nil else { throw wrong(value, field) }
            return value
        case .uuid:
            guard let text = value.string, Identifier<Never>.isUUID(text) else {
                throw APIError.invalid(
                    "Expected UUID for \(field): 8-4-4-4-12 hexadecimal digits", code: "invalid_uuid")
            }
            return .string(text.lowercased())
        case .number(let range):
            guard let number = value.integer, range.contains(Int64(number)) else { throw wrong(value, field) }
            return .integer(Int64(number))
        case .texts:
            try checkItems(of: value, field) { $0.string != nil }
            return value
        case .objects:
            try checkItems(of: value, field) { $0.object != nil }
            return value
        case .items:
            guard value.array != nil else { throw wrong(value, field) }
            return value
        case .choice(let words):
            guard let text = value.string, words.contains(text) else { throw wrong(value, field) }
            return value
        case .moment, .links, .nestedLinks, .seconds: throw APIError.invalid("The field '\(field)' cannot be set")
        }
    }

    /// What a caller gave; null, which stands for nothing given elsewhere, is no number and no list of objects.
    ///
    /// - Throws: as ``normalized(_:field:)``.
    func normalized(given value: JSONValue, field: String) throws -> JSONValue {
        switch self {
        case .number, .objects:
            guard !value.isNull else { throw wrong(value, field) }
            return try normalized(value, field: field)
        default: return try normalized(value, field: field)
        }
    }

    /// Whether a field of the type may be empty, where its table does not say.
    var isUsuallyNullable: Bool {
        switch self {
        case .requiredText, .links, .nestedLinks, .texts, .objects, .items: false
        default: true
        }
    }

    /// Whether a patch may change something inside.
    var isContainer: Bool {
        switch self {
        case .object, .objects, .texts: true
        default: false
        }
    }

    private func checkLength(_ text: String, _ maximum: Int, _ field: String) throws {
        guard text.unicodeScalars.count > maximum else { return }
        throw APIError.invalid("The field '\(field)' is too long: it may have at most \(maximum) characters")
    }

    private func checkItems(of value: JSONValue, _ field: String, _ isRight: (JSONValue) -> Bool) throws {
        guard let items = value.array else { throw wrong(value, field) }
        guard let index = items.firstIndex(where: { !isRight($0) }) else { return }
        throw APIError.invalid("The field '\(field)' must be \(words), but its item \(index) is \(items[index].sort)")
    }

    private func wrong(_ value: JSONValue, _ field: String) -> APIError {
        .invalid("The field '\(field)' must be \(words), not \(isOpen ? value.shown : value.sort)")
    }

    /// Whether what was given in place of such a value can be shown: texts and containers may hold secrets.
    private var isOpen: Bool {
        switch self {
        case .flag, .number, .choice: true
        default: false
        }
    }

    private var words: String {
        switch self {
        case .text, .requiredText: "a text"
        case .flag: "true or false"
        case .object: "an object"
        case .uuid: "a UUID"
        case .moment: "a time"
        case .seconds: "a number of seconds"
        case .links, .nestedLinks: "links"
        case .texts: "a list of texts"
        case .number(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
        case .objects, .items: "a list of objects"
        case .choice(let words): "one of \(words.joined(separator: ", "))"
        }
    }
}

extension FieldType {
    /// How many there are of something.
    static let count = FieldType.number(0...Int64.max)
    /// A text of any length, where nothing but the size of a body bounds it.
    static let anyText = FieldType.text(maximum: .max)
}
