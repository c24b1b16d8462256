/// One condition of a root device hint: an operator and what it compares with.
///
/// The operators are those of the Bare Metal service's hints. Mind that `=` on numbers means "at least".
package struct HintExpression: Sendable, Hashable, CustomStringConvertible {
    package enum Operator: String, Sendable, Hashable, CaseIterable {
        // The longer spelling first: they are tried in this order.
        case containsAll = "<all-in>"
        case inRange = "<range-in>"
        case contains = "<in>"
        case oneOf = "<or>"
        case textEqual = "s=="
        case textNotEqual = "s!="
        case textAtMost = "s<="
        case textAtLeast = "s>="
        case textLess = "s<"
        case textGreater = "s>"
        case equal = "=="
        case notEqual = "!="
        case atMost = "<="
        case atLeast = ">="
        case legacyAtLeast = "="
        case less = "<"
        case greater = ">"
    }

    package var comparison: Operator
    /// The operands, trimmed and in lower case: several for ``Operator/oneOf`` and ``Operator/containsAll``.
    package var operands: [String]

    /// Reads `[operator] operand`; without an operator the text is compared with `standard`.
    package init(_ text: String, standard: Operator) {
        let text = Self.normalized(text)
        guard let found = Operator.allCases.first(where: { text.hasPrefix($0.rawValue) }) else {
            comparison = standard
            operands = [text]
            return
        }
        comparison = found
        let rest = text.dropFirst(found.rawValue.count)
        switch found {
        case .oneOf: operands = Self.split(rest, at: Operator.oneOf.rawValue)
        case .containsAll, .inRange: operands = rest.split(whereSeparator: \.isWhitespace).map(String.init)
        default: operands = [Self.normalized(String(rest))]
        }
    }

    /// As hints are written; what compares for equality needs no operator.
    package var description: String {
        switch comparison {
        case .equal, .textEqual: operands.joined(separator: " ")
        case .oneOf: operands.map { "<or> \($0)" }.joined(separator: " ")
        default: "\(comparison.rawValue) \(operands.joined(separator: " "))"
        }
    }

    /// Whether a text fulfils the condition; numbers are read from the text where the operator needs them.
    package func isFulfilled(by value: String) -> Bool {
        let value = Self.normalized(value)
        switch comparison {
        case .contains: return operands.allSatisfy { value.contains($0) }
        case .containsAll: return operands.allSatisfy { value.contains($0) }
        case .oneOf: return operands.contains(value)
        case .textEqual: return value == operands.first
        case .textNotEqual: return value != operands.first
        case .textLess: return operands.first.map { value < $0 } ?? false
        case .textGreater: return operands.first.map { value > $0 } ?? false
        case .textAtMost: return operands.first.map { value <= $0 } ?? false
        case .textAtLeast: return operands.first.map { value >= $0 } ?? false
        case .equal, .notEqual, .atMost, .atLeast, .legacyAtLeast, .less, .greater, .inRange:
            return Double(value).map(isFulfilled(by:)) ?? false
        }
    }

    /// Whether a number fulfils the condition.
    package func isFulfilled(by number: Double) -> Bool {
        if comparison == .inRange { return isInRange(number) }
        if comparison == .oneOf { return operands.contains { Double($0) == number } }
        guard let operand = operands.first.flatMap({ Double($0) }) else { return false }
        return switch comparison {
        case .equal, .textEqual: number == operand
        case .notEqual, .textNotEqual: number != operand
        case .atLeast, .legacyAtLeast: number >= operand
        case .atMost: number <= operand
        case .less: number < operand
        case .greater: number > operand
        default: false
        }
    }

    /// `[ low high ]` with round brackets for open ends; the brackets may touch the numbers.
    private func isInRange(_ number: Double) -> Bool {
        let text = operands.joined(separator: " ")
        guard let first = text.first, let last = text.last, text.count > 2, "[(".contains(first), "])".contains(last)
        else { return false }
        let bounds = text.dropFirst().dropLast().split(separator: " ").compactMap { Double($0) }
        guard bounds.count == 2 else { return false }
        let above = first == "[" ? number >= bounds[0] : number > bounds[0]
        let below = last == "]" ? number <= bounds[1] : number < bounds[1]
        return above && below
    }

    private static func normalized(_ text: String) -> String {
        let trimmed = text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed()
        return String(trimmed).lowercased()
    }

    private static func split(_ text: Substring, at separator: String) -> [String] {
        var parts: [String] = []
        var rest = text
        while let range = firstRange(of: separator, in: rest) {
            parts.append(normalized(String(rest[..<range.lowerBound])))
            rest = rest[range.upperBound...]
        }
        parts.append(normalized(String(rest)))
        return parts.filter { !$0.isEmpty }
    }

    private static func firstRange(of needle: String, in text: Substring) -> Range<Substring.Index>? {
        var start = text.startIndex
        while start < text.endIndex {
            if text[start...].hasPrefix(needle) {
                return start..<text.index(start, offsetBy: needle.count)
            }
            start = text.index(after: start)
        }
        return nil
    }
}
