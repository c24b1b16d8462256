/// Any JSON value, for the parts of the contract whose shape belongs to somebody else.
///
/// Fields such as `driver_info`, `extra`, step arguments and agent results are free-form by contract; they travel
/// through Ingot as this type and are never re-interpreted on the way. Integers keep their identity: they never turn into
/// floating point numbers, which would round them.
package enum JSONValue: Sendable, Hashable {
    case null
    case bool(Bool)
    case integer(Int64)
    /// A whole number that 64 bits do not hold, as its digits, with a minus where it is negative.
    case longInteger(String)
    case double(Double)
    case string(String)
    case array([JSONValue])
    case object([String: JSONValue])
}

extension JSONValue {
    package var string: String? { if case .string(let value) = self { value } else { nil } }
    package var bool: Bool? { if case .bool(let value) = self { value } else { nil } }
    package var array: [JSONValue]? { if case .array(let value) = self { value } else { nil } }
    package var object: [String: JSONValue]? { if case .object(let value) = self { value } else { nil } }
    package var isNull: Bool { self == .null }

    /// The value as a whole number, also when it was written with a fraction of zero.
    package var integer: Int? {
        switch self {
        case .integer(let value): Int(exactly: value)
        case .double(let value): Int(exactly: value)
        default: nil
        }
    }

    /// The value as the nearest number that calculations can use; nil where there is none.
    package var number: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .longInteger(let digits): Double(digits)
        case .double(let value): value
        default: nil
        }
    }

    package subscript(key: String) -> JSONValue? { object?[key] }

    package subscript(index: Int) -> JSONValue? {
        guard let array, array.indices.contains(index) else { return nil }
        return array[index]
    }

    /// The field's word for the kind of value, used in messages about values of the wrong kind.
    package var kind: String {
        switch self {
        case .null: "null"
        case .bool: "boolean"
        case .integer, .longInteger: "integer"
        case .double: "number"
        case .string: "string"
        case .array: "array"
        case .object: "object"
        }
    }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByFloatLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
    package init(stringLiteral value: String) { self = .string(value) }
    package init(integerLiteral value: Int64) { self = .integer(value) }
    package init(booleanLiteral value: Bool) { self = .bool(value) }
    package init(floatLiteral value: Double) { self = .double(value) }
    package init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
    package init(dictionaryLiteral elements: (String, JSONValue)...) {
        self = .object(Dictionary(elements, uniquingKeysWith: { $1 }))
    }
    package init(nilLiteral: ()) { self = .null }
}

extension JSONValue {
    /// A string, or null where there is none.
    package init(_ value: String?) { self = value.map(JSONValue.string) ?? .null }
    /// A whole number, or null where there is none.
    package init(_ value: Int?) { self = value.map { .integer(Int64($0)) } ?? .null }
    package init(_ value: Bool?) { self = value.map(JSONValue.bool) ?? .null }
    package init(_ value: [String: JSONValue]) { self = .object(value) }
    package init(_ value: [JSONValue]) { self = .array(value) }
}
