extension SQL {
    /// Whether a column holds a part of text, in either case of the Latin letters; wildcards in the part mean themselves.
    static func contains(_ part: String, in column: String) -> SQL {
        let escaped = part.lowercased().map { "\\%_".contains($0) ? "\\\($0)" : String($0) }.joined()
        let pattern = "%\(escaped)%"
        return "lower(\(identifier: column)) LIKE \(pattern) ESCAPE '\\'"
    }
}
