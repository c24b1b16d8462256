import IngotModel

/// Reads traits that callers give.
enum TraitArguments {
    /// The member `traits` of a body that has nothing else.
    ///
    /// - Throws: ``APIError`` (400).
    static func list(in body: [String: JSONValue]) throws -> Set<String> {
        if let unknown = body.keys.sorted().first(where: { $0 != "traits" }) {
            throw APIError.invalid("Unknown member '\(unknown)'; known: traits", code: "unknown_field")
        }
        guard let values = body["traits"]?.array else {
            throw APIError.invalid("The body needs 'traits', a list of traits", code: "field_missing")
        }
        let traits = try values.map { value in
            guard let trait = value.string else {
                throw APIError.invalid("A trait is a text, not \(value.kind)", code: "invalid_trait")
            }
            try check(trait)
            return trait
        }
        return Set(traits)
    }

    /// - Throws: ``APIError`` (400).
    static func check(_ trait: String) throws {
        guard Trait.isValid(trait) else {
            throw APIError.invalid(
                "'\(trait)' does not match what a trait is: one of the standard ones, or a text of at most 255 letters A to Z,"
                    + " digits and underscores that begins with CUSTOM_", code: "invalid_trait")
        }
    }
}
