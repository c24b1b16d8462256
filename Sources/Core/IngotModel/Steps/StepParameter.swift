/// What may be given to a step as one of its arguments.
package struct StepParameter: Sendable, Hashable {
    /// What values are taken; the step itself looks closer where it must.
    package enum Values: Sendable, Hashable {
        case any
        /// Whole numbers from 0 on, also as texts of digits.
        case counts
        /// Lists of objects, each with these members.
        case objects(having: [String])
    }

    package var meaning: String
    package var values: Values
    package var isRequired: Bool

    package init(_ meaning: String, _ values: Values = .any, isRequired: Bool = false) {
        self.meaning = meaning
        self.values = values
        self.isRequired = isRequired
    }

    /// Null is as good as nothing for what is not required.
    package func accepts(_ value: JSONValue) -> Bool {
        if value.isNull, !isRequired { return true }
        return switch values {
        case .any: true
        case .counts: value.count != nil
        case .objects(let members):
            value.array?.allSatisfy { object in members.allSatisfy { object[$0] != nil } && object.object != nil }
                ?? false
        }
    }
}

extension JSONValue {
    /// A whole number from 0 on, also as a text of digits, as step arguments have it.
    package var count: Int? {
        let number = integer ?? string.flatMap { Int($0) }
        return number.flatMap { $0 >= 0 ? $0 : nil }
    }
}
