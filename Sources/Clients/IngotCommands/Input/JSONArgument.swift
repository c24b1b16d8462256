import ArgumentParser
import IngotModel

/// JSON on the command line: the text itself, a file that holds it, or `-` for standard input.
struct JSONArgument: ExpressibleByArgument, Sendable, Hashable {
    var text: String

    init(argument: String) { text = argument }

    /// - Parameter option: the option that it was given to, for the message.
    /// - Throws: `ValidationError`.
    func value(for option: String, in surroundings: Surroundings) throws -> JSONValue {
        let source: String
        if let first = text.first(where: { !$0.isWhitespace }), "{[".contains(first) {
            source = text
        } else if let bytes = try surroundings.read(text) {
            source = String(decoding: bytes, as: UTF8.self)
        } else {
            throw ValidationError("\(option): \"\(text)\" is neither JSON nor a file.")
        }
        do {
            return try JSONValue.parse(source)
        } catch {
            throw ValidationError("\(option): \(error)")
        }
    }
}
