import IngotModel

/// What a format makes of values. Nil stands for what Python refuses with an error: a format that is not one of the
/// value's kind.
extension PythonFormat {
    /// The value, written; without any format, it is written as `str` writes it.
    static func written(_ value: JSONValue, as specification: String) -> String? {
        specification.isEmpty ? value.pythonText : PythonFormat(specification)?.written(value)
    }

    private func written(_ value: JSONValue) -> String? {
        switch value {
        case .string(let text): written(text)
        case .bool(let flag): whole(.integer(flag ? 1 : 0)).map(written)
        case .integer, .longInteger: whole(value).map(written)
        case .double(let number): fraction(number).map(written)
        case .null, .array, .object: nil
        }
    }

    private func written(_ text: String) -> String? {
        guard type == nil || type == "s", sign == nil, !isAlternate, separator == nil, alignment != .inside else {
            return nil
        }
        let shortened = precision.map { String(text.unicodeScalars.prefix($0)) } ?? text
        return filled("", shortened, alignment ?? .left)
    }

    private func written(_ numeral: Numeral) -> String {
        let head = (numeral.isNegative ? "-" : sign.map { $0 == "-" ? "" : String($0) } ?? "") + numeral.prefix
        let alignment = alignment ?? (hasZeros ? .inside : .right)
        let isPaddedWithDigits = fill == "0" && alignment == .inside
        let least = isPaddedWithDigits ? width - head.count - numeral.rest.count : 0
        return filled(head, grouped(numeral.whole, atLeast: least) + numeral.rest, alignment)
    }

    /// Zeros that fill up are grouped as all digits are.
    private func grouped(_ digits: String, atLeast width: Int) -> String {
        guard let separator else { return digits }
        let size = ["b", "o", "x", "X"].contains(type) ? 4 : 3
        var digits = digits
        while digits.count + (digits.count - 1) / size < width { digits = "0" + digits }
        let offset = digits.count % size
        return digits.enumerated().map { index, digit in
            index > 0 && (index - offset) % size == 0 ? "\(separator)\(digit)" : String(digit)
        }.joined()
    }

    private func filled(_ head: String, _ body: String, _ alignment: Alignment) -> String {
        let count = max(width - head.unicodeScalars.count - body.unicodeScalars.count, 0)
        func padding(_ count: Int) -> String { String(repeating: fill, count: count) }
        return switch alignment {
        case .left: head + body + padding(count)
        case .right: padding(count) + head + body
        case .centre: padding(count / 2) + head + body + padding(count - count / 2)
        case .inside: head + padding(count) + body
        }
    }
}
