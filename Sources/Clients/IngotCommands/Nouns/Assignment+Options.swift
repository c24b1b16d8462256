import IngotModel

/// Assignments from options that were given; those that were not say nothing.
extension Assignment {
    static func texts(_ options: KeyValuePairs<String, String?>) -> [Assignment] {
        options.compactMap { field, text in text.map { Assignment([field], .string($0)) } }
    }

    static func flags(_ options: KeyValuePairs<String, Bool?>) -> [Assignment] {
        options.compactMap { field, flag in flag.map { Assignment([field], .bool($0)) } }
    }

    static func numbers(_ options: KeyValuePairs<String, Int?>) -> [Assignment] {
        options.compactMap { field, number in number.map { Assignment([field], JSONValue($0)) } }
    }

    static func lists(_ options: KeyValuePairs<String, [String]>) -> [Assignment] {
        options.compactMap { field, texts in
            texts.isEmpty ? nil : Assignment([field], .array(texts.map(JSONValue.string)))
        }
    }

    static func maps(_ options: KeyValuePairs<String, [KeyValue]>) -> [Assignment] {
        options.flatMap { field, pairs in pairs.map { Assignment([field, $0.key], $0.value) } }
    }

    /// The node that something belongs to; a UUID is sent under the older of its two names, which every service knows.
    static func node(_ reference: String?) -> [Assignment] {
        guard let reference else { return [] }
        return [Assignment([NodeID(reference) == nil ? "node_ident" : "node_uuid"], .string(reference))]
    }
}

extension Assignment {
    /// Values that are given as JSON; messages name the option, which has the field's name.
    ///
    /// - Throws: `ValidationError`.
    static func json(_ options: KeyValuePairs<String, JSONArgument?>, in surroundings: Surroundings) throws
        -> [Assignment]
    {
        try options.compactMap { field, argument in
            let option = "--\(field.replacing("_", with: "-"))"
            return try argument.map { Assignment([field], try $0.value(for: option, in: surroundings)) }
        }
    }
}
