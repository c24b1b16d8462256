extension StringProtocol {
    /// The text without white space at both ends.
    var trimmed: String {
        let front = drop(while: \.isWhitespace)
        return String(front.reversed().drop(while: \.isWhitespace).reversed())
    }

    /// The text without all repetitions of a suffix.
    func withoutSuffix(_ suffix: String) -> String {
        var text = String(self)
        while text.hasSuffix(suffix), !suffix.isEmpty { text.removeLast(suffix.count) }
        return text
    }
}
