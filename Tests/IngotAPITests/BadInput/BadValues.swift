@testable import IngotAPI

/// Values that a field or an argument of a type must refuse, as raw JSON.
enum BadValues {
    static func values(of type: FieldType) -> [String] { everywhere + particular(type) }

    /// What no text may hold, and numbers that no machine has.
    private static let everywhere = [#""a\u0000b""#, #""\ud800""#, #""\udc00\ud800""#, "1e400", "-1e400"]

    private static func particular(_ type: FieldType) -> [String] {
        switch type {
        case .text(let maximum): notTexts + tooLong(maximum)
        case .requiredText: notTexts + tooLong(255) + ["null"]
        case .flag: [#""perhaps""#, #""""#, "17", "0.5", "[]", "{}"]
        case .object: [#""text""#, "17", "true", "[]", #"["a"]"#]
        case .uuid: [#""oak""#, #""""#, #""5c1f0e6e-6c2c-4a3f-9d4a-00000000000g""#, "17", "true", "[]", "{}"]
        case .moment: [#""2026-01-01T00:00:00Z""#, "17", "null"]
        case .links, .nestedLinks: ["[]", "null", #""text""#]
        case .texts: [#""text""#, "17", "true", "{}", "[17]", "[null]", "[[]]", #"["a", {}]"#]
        case .objects: [#""text""#, "17", "true", "{}", "[17]", "[null]", #"["a"]"#, "[[]]"]
        case .items: [#""text""#, "17", "true", "{}"]
        case .seconds: ["1.5", "null"]
        case .number(let range): notNumbers + tooSmall(range) + tooLarge(range)
        case .choice: [#""none of these""#, #""""#, "17", "true", "[]", "{}"]
        }
    }

    private static let notTexts = ["17", "1.5", "true", "[]", "{}", #"["text"]"#, "18446744073709551616"]
    private static let notNumbers = [#""seven""#, #""""#, "true", "[]", "{}", "1.5", "9223372036854775808", "1e100"]

    private static func tooLong(_ maximum: Int) -> [String] {
        maximum > 100_000 ? [] : ["\"" + String(repeating: "x", count: maximum + 1) + "\""]
    }

    private static func tooSmall(_ range: ClosedRange<Int64>) -> [String] {
        range.lowerBound == .min ? [] : ["\(range.lowerBound - 1)"]
    }

    private static func tooLarge(_ range: ClosedRange<Int64>) -> [String] {
        range.upperBound == .max ? [] : ["\(range.upperBound + 1)"]
    }
}
