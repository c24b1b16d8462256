extension SQL {
    /// In bytes (SQLite documentation, "Limits", `SQLITE_MAX_LIKE_PATTERN_LENGTH`).
    private static let longestPattern = 50_000

    /// Whether a column holds a part of text, in either case of the Latin letters; wildcards in the part mean
    /// themselves.
    ///
    /// Both engines put only the letters of ASCII into lower case here, and so does this. A part that is longer than
    /// what SQLite takes as a pattern is in no column.
    static func contains(_ part: String, in column: String) -> SQL {
        var pattern = "%"
        for scalar in part.unicodeScalars {
            if "\\%_".unicodeScalars.contains(scalar) { pattern += "\\" }
            pattern += scalar.isASCII ? scalar.properties.lowercaseMapping : String(scalar)
        }
        pattern += "%"
        guard pattern.utf8.count <= longestPattern else { return "1 = 0" }
        return "lower(\(identifier: column)) LIKE \(pattern) ESCAPE '\\'"
    }
}
