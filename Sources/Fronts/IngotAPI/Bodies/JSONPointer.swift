import IngotContracts

/// A path into a JSON document (RFC 6901).
struct JSONPointer: Sendable, CustomStringConvertible {
    let steps: [String]
    let description: String

    /// The API version from which a path may hold more than letters, digits, `_` and `-`.
    static let freeTextSince = 98

    /// Nil where the text is no pointer to something below the root.
    init?(_ text: String, version: Microversion) {
        guard text.hasPrefix("/"), text.utf8.count > 1 else { return nil }
        let parts = text.dropFirst().split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        if !version.knows(since: Self.freeTextSince) {
            guard parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(Self.isPlain) }) else { return nil }
        }
        guard parts.allSatisfy({ !$0.isEmpty }) else { return nil }
        let decoded = parts.compactMap(Self.decoded)
        guard decoded.count == parts.count else { return nil }
        steps = decoded
        description = text
    }

    /// The place in a list that a step names: digits without a sign or a needless zero (RFC 6901, section 4).
    static func index(_ step: String) -> Int? {
        guard step == "0" || step.utf8.first != UInt8(ascii: "0"),
            step.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        else { return nil }
        return Int(step)
    }

    private static func isPlain(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || character == "_" || character == "-"
    }

    /// `~1` is a slash, `~0` a tilde; any other tilde is an error.
    private static func decoded(_ part: String) -> String? {
        var output = ""
        var rest = part[...]
        while let character = rest.popFirst() {
            guard character == "~" else {
                output.append(character)
                continue
            }
            switch rest.popFirst() {
            case "0": output.append("~")
            case "1": output.append("/")
            default: return nil
            }
        }
        return output
    }
}
