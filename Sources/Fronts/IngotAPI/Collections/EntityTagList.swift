/// The tags in an `If-Match` or `If-None-Match` header (RFC 9110, section 8.8.3): weak ones are those with a `W/`.
///
/// What is no tag matches nothing.
struct EntityTagList: Sendable {
    /// Whether the header is a star: any revision at all.
    let isAny: Bool
    private(set) var strong: [Substring] = []
    private(set) var weak: [Substring] = []

    init(_ header: String) {
        isAny = header.filter { $0 != " " && $0 != "\t" } == "*"
        guard !isAny else { return }
        var rest = header[...]
        while !rest.isEmpty { read(&rest) }
    }

    /// Takes one tag, or what is none up to the next comma, off the beginning.
    private mutating func read(_ rest: inout Substring) {
        rest = rest.drop { $0 == " " || $0 == "\t" || $0 == "," }
        let isWeak = rest.hasPrefix("W/")
        if isWeak { rest = rest.dropFirst(2) }
        guard rest.first == "\"", let end = rest.dropFirst().firstIndex(of: "\"") else {
            rest = rest.drop { $0 != "," }
            return
        }
        let opaque = rest[rest.index(after: rest.startIndex)..<end]
        rest = rest[rest.index(after: end)...]
        let isWhole = rest.drop { $0 == " " || $0 == "\t" }.first.map { $0 == "," } ?? true
        guard isWhole else { return }
        if isWeak { weak.append(opaque) } else { strong.append(opaque) }
    }
}
