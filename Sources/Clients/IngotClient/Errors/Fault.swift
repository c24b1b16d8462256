import IngotModel

/// The text of a refusal, found in whichever of the contract's shapes it came.
///
/// The Bare Metal API wraps its errors in a JSON text inside JSON: `{"error_message": "{\"faultstring\": …}"}` from its
/// own code and `{"error_message": "{\"title\": …, \"description\": …}"}` from its framework. Body guards answer
/// `{"faultstring": …}` without the wrapper, and an unacceptable `Accept` header plain text inside it.
package struct Fault: Hashable, Sendable {
    package var text: String

    /// Reads an error body; a body of no known shape is quoted, cut to its first 500 characters.
    package init(body: [UInt8]) {
        let raw = String(decoding: body, as: UTF8.self)
        text = (try? JSONValue.parse(body)).flatMap(Self.text(in:)) ?? String(raw.prefix(500))
    }

    private static func text(in value: JSONValue) -> String? {
        if let message = value["error_message"] { return wrapped(message) }
        if let fault = value["faultstring"]?.string, !fault.isEmpty { return fault }
        let parts = [value["title"], value["description"]].compactMap { $0?.string }.filter { !$0.isEmpty }
        return parts.isEmpty ? nil : parts.joined(separator: ": ")
    }

    private static func wrapped(_ message: JSONValue) -> String? {
        guard let text = message.string else { return Self.text(in: message) }
        guard let inner = try? JSONValue.parse(text), inner.object != nil else { return text }
        return Self.text(in: inner) ?? text
    }
}
