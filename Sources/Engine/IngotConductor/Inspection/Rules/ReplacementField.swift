/// A field of a text, as it stands between braces: `inventory[cpu][count]!r:>8`.
struct ReplacementField {
    let name: Substring
    /// The letter behind an exclamation mark: which text is made of the value before it is written.
    let conversion: Character?
    /// How the value is written; it may hold fields itself.
    let specification: Substring

    /// Takes a field and the brace that ends it off the front of a text; nil where it is not well formed.
    init?(takenFrom text: inout Substring) {
        guard let name = Self.name(takenFrom: &text) else { return nil }
        self.name = name
        if text.first == "!" {
            text.removeFirst()
            guard let letter = text.popFirst(), text.first == ":" || text.first == "}" else { return nil }
            conversion = letter
        } else {
            conversion = nil
        }
        let isFormatted = text.popFirst() == ":"
        guard let specification = isFormatted ? Self.specification(takenFrom: &text) : "" else { return nil }
        self.specification = specification
    }

    /// Everything up to a mark, which means nothing inside of brackets.
    private static func name(takenFrom text: inout Substring) -> Substring? {
        var isInBrackets = false
        let end = text.firstIndex { character in
            switch character {
            case "[": isInBrackets = true
            case "]": isInBrackets = false
            case "{", "}", ":", "!": return !isInBrackets || character == "{"
            default: break
            }
            return false
        }
        guard let end, text[end] != "{" else { return nil }
        defer { text = text[end...] }
        return text[..<end]
    }

    private static func specification(takenFrom text: inout Substring) -> Substring? {
        var depth = 1
        let end = text.firstIndex { character in
            if character == "{" { depth += 1 }
            if character == "}" { depth -= 1 }
            return depth == 0
        }
        guard let end else { return nil }
        defer { text = text[text.index(after: end)...] }
        return text[..<end]
    }
}
