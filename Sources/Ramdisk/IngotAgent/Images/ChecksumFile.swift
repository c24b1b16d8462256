/// A published list of checksums.
///
/// Understood are a single line with the bare digest, and lines `digest  name`, `digest *name` and
/// `ALGORITHM (name) = digest`; lines that begin with `#` are comments.
struct ChecksumFile {
    var text: String

    /// The digest of the file `name`, nil where the list does not hold it.
    func digest(of name: String) -> String? {
        let lines = text.split(separator: "\n").map(\.trimmed).filter { !$0.isEmpty && !$0.hasPrefix("#") }
        if lines.count == 1, Self.isDigest(lines[0]) { return lines[0].lowercased() }
        return lines.lazy.compactMap { Self.digest(of: name, in: $0) }.first
    }

    private static func digest(of name: String, in line: String) -> String? {
        if let open = line.range(ofText: " ("), let close = line.range(ofText: ") = "),
            open.upperBound <= close.lowerBound
        {
            let digest = String(line[close.upperBound...]).trimmed
            return line[open.upperBound..<close.lowerBound] == name && isDigest(digest) ? digest.lowercased() : nil
        }
        let words = line.split(maxSplits: 1, whereSeparator: \.isWhitespace).map(String.init)
        guard words.count == 2, isDigest(words[0]) else { return nil }
        let listed = words[1].trimmed
        let file = listed.hasPrefix("*") ? String(listed.dropFirst()) : listed
        return file == name || file.split(separator: "/").last.map(String.init) == name ? words[0].lowercased() : nil
    }

    private static func isDigest(_ text: String) -> Bool {
        DigestAlgorithm(digits: text.utf8.count) != nil && text.allSatisfy(\.isHexDigit)
    }
}

extension String {
    /// The first place of a text inside this one.
    func range(ofText needle: String) -> Range<Index>? {
        var start = startIndex
        while start < endIndex {
            if self[start...].hasPrefix(needle) { return start..<index(start, offsetBy: needle.count) }
            start = index(after: start)
        }
        return nil
    }
}
