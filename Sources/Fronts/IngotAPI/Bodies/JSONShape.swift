import IngotModel

/// What a JSON value must look like, as a value: for documents whose form is somebody else's.
///
/// Objects may have members that their shape does not name; they may be anything, as in JSON Schema.
indirect enum JSONShape: Sendable {
    case text
    /// A text in one of these forms.
    case formatted([TextFormat])
    /// One of these words.
    case word([String])
    case number(ClosedRange<Double>)
    case wholeNumber
    case list(of: JSONShape)
    case object(required: [String: JSONShape], optional: [String: JSONShape] = [:])
    /// An object of the shape that stands with the word which the member has.
    case variants(by: String, [Variant])
    case orNull(JSONShape)

    struct Variant: Sendable {
        var words: [String]
        var shape: JSONShape
    }

    /// Where a value has another shape, and what must be there.
    struct Mismatch: Error, CustomStringConvertible {
        var path: String
        var wanted: String
        /// Nil where nothing is.
        var found: JSONValue?

        var description: String {
            guard let found else { return "\(path) is missing; it must be \(wanted)" }
            return "\(path) must be \(wanted), not \(found.string == nil ? found.kind : found.shown)"
        }
    }
}

extension JSONShape {
    /// - Throws: ``Mismatch``, for the first place that is wrong.
    func check(_ value: JSONValue, at path: String) throws(Mismatch) {
        switch self {
        case .orNull(let shape):
            if value.isNull { return }
            // What is wrong deeper down is told as it is there.
            guard shape.mayBe(value) else { throw mismatch(value, path) }
            try shape.check(value, at: path)
        case .list(let shape):
            guard let entries = value.array else { throw mismatch(value, path) }
            for (index, entry) in entries.enumerated() { try shape.check(entry, at: "\(path)[\(index)]") }
        case .object(let required, let optional):
            guard let members = value.object else { throw mismatch(value, path) }
            try Self.check(members, required, areRequired: true, at: path)
            try Self.check(members, optional, areRequired: false, at: path)
        case .variants(let name, let variants):
            guard let members = value.object else { throw mismatch(value, path) }
            try Self.check(members, [name: .word(variants.flatMap(\.words))], areRequired: true, at: path)
            let chosen = variants.first { variant in members[name]?.string.map(variant.words.contains) ?? false }
            try chosen?.shape.check(value, at: path)
        default:
            guard mayBe(value) else { throw mismatch(value, path) }
        }
    }

    private static func check(
        _ members: [String: JSONValue], _ shapes: [String: JSONShape], areRequired: Bool, at path: String
    ) throws(Mismatch) {
        for (name, shape) in shapes.sorted(by: { $0.key < $1.key }) {
            if let member = members[name] {
                try shape.check(member, at: "\(path).\(name)")
            } else if areRequired {
                throw Mismatch(path: "\(path).\(name)", wanted: shape.wanted, found: nil)
            }
        }
    }

    private func mismatch(_ value: JSONValue, _ path: String) -> Mismatch {
        Mismatch(path: path, wanted: wanted, found: value)
    }

    /// Whether the value is right as far as it can be told without looking inside of it.
    private func mayBe(_ value: JSONValue) -> Bool {
        switch self {
        case .text: value.string != nil
        case .formatted(let formats): value.string.map { text in formats.contains { $0.fits(text) } } ?? false
        case .word(let words): value.string.map(words.contains) ?? false
        case .number(let range): value.number.map(range.contains) ?? false
        case .wholeNumber: value.integer != nil
        case .list: value.array != nil
        case .object, .variants: value.object != nil
        case .orNull(let shape): value.isNull || shape.mayBe(value)
        }
    }

    /// The words for it in a message.
    private var wanted: String {
        switch self {
        case .text: "a text"
        case .formatted(let formats): formats.map(\.name).joined(separator: " or ")
        case .word(let words): words.count == 1 ? "'\(words[0])'" : "one of \(words.joined(separator: ", "))"
        case .number(let range): "a number from \(Int(range.lowerBound)) to \(Int(range.upperBound))"
        case .wholeNumber: "a whole number"
        case .list: "a list"
        case .object, .variants: "an object"
        case .orNull(let shape): "\(shape.wanted), or null"
        }
    }
}
