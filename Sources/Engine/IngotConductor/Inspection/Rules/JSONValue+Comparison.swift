import IngotModel

/// How the field's rules compare values: as Python does, in which true is 1 and 1.0 is 1.
extension JSONValue {
    private var magnitude: Double? {
        if let bool { return bool ? 1 : 0 }
        return number
    }

    func pythonEquals(_ other: JSONValue) -> Bool {
        if self == other { return true }
        if let first = magnitude, let second = other.magnitude { return first == second }
        if let first = array, let second = other.array {
            return first.count == second.count && zip(first, second).allSatisfy { $0.pythonEquals($1) }
        }
        return false
    }

    /// - Throws: ``RuleFailure`` for what has no order.
    func isBefore(_ other: JSONValue) throws(RuleFailure) -> Bool {
        if let first = magnitude, let second = other.magnitude { return first < second }
        if let first = string, let second = other.string {
            return first.unicodeScalars.lexicographicallyPrecedes(second.unicodeScalars)
        }
        throw RuleFailure("\(serialized()) and \(other.serialized()) have no order")
    }

    /// Whether it is a member of this list, or a part of this text.
    func holds(_ value: JSONValue) -> Bool {
        if let array { return array.contains { $0.pythonEquals(value) } }
        if let string, let part = value.string { return part.isEmpty || string.contains(part) }
        return false
    }

    func isTruth(_ words: Set<String>) -> Bool {
        if let magnitude { return magnitude != 0 }
        return words.contains(string?.lowercased() ?? "")
    }

    func isFalsehood(_ words: Set<String>) -> Bool {
        if let magnitude { return magnitude == 0 }
        return words.contains(string?.lowercased() ?? "")
    }
}
