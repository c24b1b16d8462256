/// A text that must never be printed: it shows, dumps and interpolates as `******`.
///
/// Only ``reveal()`` gives the text away, so a search for that word finds every place where a secret leaves its box.
package struct Secret: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package static let mask = "******"

    private let text: String

    package init(_ text: String) { self.text = text }

    package func reveal() -> String { text }

    package var description: String { Self.mask }
    package var debugDescription: String { Self.mask }
    package var customMirror: Mirror { Mirror(self, children: []) }

    /// Compares without telling by its duration where two texts differ.
    package func matches(_ candidate: String) -> Bool {
        let left = Array(text.utf8)
        let right = Array(candidate.utf8)
        var difference = left.count ^ right.count
        for index in right.indices { difference |= Int(right[index] ^ (left.isEmpty ? 0 : left[index % left.count])) }
        return difference == 0 && !left.isEmpty
    }
}
