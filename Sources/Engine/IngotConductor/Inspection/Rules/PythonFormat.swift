/// How a value is to be written: what stands behind a field's colon, in the words of Python's mini-language of formats
/// (`[[fill]align][sign][#][0][width][grouping][.precision][type]`).
struct PythonFormat: Sendable {
    enum Alignment: Character, Sendable {
        case left = "<"
        case right = ">"
        case centre = "^"
        /// What fills up stands behind the sign.
        case inside = "="
    }

    let fill: Character
    private(set) var alignment: Alignment?
    /// What positive numbers bear: a plus, a space, or, with a minus and without any word, nothing.
    let sign: Character?
    /// With a prefix for numbers to another base than ten, and with zeros that say nothing.
    let isAlternate: Bool
    /// Whether numbers are filled up with zeros behind the sign, where nothing else is said.
    let hasZeros: Bool
    let width: Int
    /// What stands between groups of digits.
    let separator: Character?
    private(set) var precision: Int?
    let type: Character?

    /// Wider than any value of a node, and few enough to be held in memory.
    private static let longest = 10_000

    /// Nil where the text says something that nobody understands, or wants more characters than a value may have.
    init?(_ text: String) {
        var rest = text[...]
        var chosenFill: Character?
        if let alignment = rest.dropFirst().first.flatMap(Alignment.init(rawValue:)) {
            self.alignment = alignment
            chosenFill = rest.first
            rest = rest.dropFirst(2)
        } else if let alignment = rest.first.flatMap(Alignment.init(rawValue:)) {
            self.alignment = alignment
            rest.removeFirst()
        }
        sign = Self.take("+- ", from: &rest)
        isAlternate = Self.take("#", from: &rest) != nil
        hasZeros = Self.take("0", from: &rest) != nil
        fill = chosenFill ?? (hasZeros ? "0" : " ")
        guard let width = Self.number(from: &rest) else { return nil }
        self.width = width ?? 0
        separator = Self.take(",_", from: &rest)
        if Self.take(".", from: &rest) != nil {
            guard let digits = Self.number(from: &rest), let digits else { return nil }
            precision = digits
        }
        type = rest.popFirst()
        guard rest.isEmpty else { return nil }
    }

    private static func take(_ characters: String, from text: inout Substring) -> Character? {
        guard let first = text.first, characters.contains(first) else { return nil }
        return text.popFirst()
    }

    /// The number at the front of the text, nil inside where there is none, nil outside where it is too large.
    private static func number(from text: inout Substring) -> Int?? {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        text = text.dropFirst(digits.count)
        guard !digits.isEmpty else { return .some(nil) }
        guard let number = Int(digits), number <= longest else { return nil }
        return number
    }
}
