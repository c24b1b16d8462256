import HTTPTypes
import IngotModel
import Testing

@testable import IngotAPI

/// Refusals of values name the reason, and the value where it cannot be a secret.
struct WrongValueTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var type: FieldType
        var value: JSONValue
        var says: String
        var testDescription: String { says }
    }

    static let cases: [Case] = [
        .init(
            type: .requiredText, value: .string(String(repeating: "x", count: 300)),
            says: "is too long: it may have at most 255 characters"),
        .init(type: .requiredText, value: .null, says: "must be a text, not null"),
        .init(type: .text(maximum: 5), value: 12345, says: "must be a text, not a number"),
        .init(type: .number(0...10), value: 11, says: "must be a whole number from 0 to 10, not 11"),
        .init(type: .number(0...10), value: 1.5, says: "must be a whole number from 0 to 10, not 1.5"),
        .init(type: .flag, value: "maybe", says: "must be true or false, not 'maybe'"),
        .init(
            type: .flag, value: .string(String(repeating: "m", count: 50)),
            says: "must be true or false, not '\(String(repeating: "m", count: 40))…'"),
        .init(type: .choice(["cdrom", "disk"]), value: "zip", says: "must be one of cdrom, disk, not 'zip'"),
        .init(type: .choice(["cdrom"]), value: ["zip"], says: "must be one of cdrom, not a list"),
        .init(type: .objects, value: [5], says: "must be a list of objects, but its item 0 is a number"),
        .init(type: .objects, value: [:], says: "must be a list of objects, not an object"),
        .init(type: .texts, value: ["a", ["b"]], says: "must be a list of texts, but its item 1 is a list"),
        .init(type: .object, value: "hunter2", says: "must be an object, not a text"),
    ]

    @Test(arguments: cases)
    func `a field's refusal names the reason`(_ asked: Case) {
        let refusal = #expect(throws: APIError.self) { try asked.type.normalized(given: asked.value, field: "it") }
        #expect(refusal?.message == "The field 'it' \(asked.says)")
    }

    @Test func `an argument's refusal names the reason`() {
        let arguments = Arguments(["flag": "maybe", "number": "ten", "text": ["hunter2"]])
        let flag = #expect(throws: APIError.self) { try arguments.flag("flag") }
        let number = #expect(throws: APIError.self) { try arguments.integer("number") }
        let text = #expect(throws: APIError.self) { try arguments.text("text") }
        #expect(flag?.message == "The argument 'flag' must be true or false, not 'maybe'")
        #expect(number?.message == "The argument 'number' must be a whole number, not 'ten'")
        #expect(text?.message == "The argument 'text' must be a text, not a list")
    }
}
