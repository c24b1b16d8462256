import IngotModel

/// The text of a refusal, found in whichever of the contract's shapes it came.
///
/// The Bare Metal API wraps its errors in a JSON text inside JSON: `{"error_message": "{\"faultstring\": …}"}` from its
/// own code and `{"error_message": "{\"title\": …, \"description\": …}"}` from its framework. Body guards answer
/// `{"faultstring": …}` without the wrapper, and an unacceptable `Accept` header plain text inside it. The Identity
/// service answers `{"error": {"message": …}}`.
package struct Fault: Hashable, Sendable {
    package var text: String
    /// The word for the reason (`error_code`), which only Ingot sends.
    package var code: String?
    /// All that is in the way, in words, where a dry run was refused; only Ingot tells.
    package var blockers: [String]

    /// Reads an error body; a body of no known shape is quoted, cut to its first 500 characters.
    package init(body: [UInt8]) {
        let raw = String(decoding: body, as: UTF8.self)
        let found = (try? JSONValue.parse(body)).flatMap(Self.innermost)
        text = found.flatMap(Self.text(in:)) ?? String(raw.prefix(500))
        code = found?["error_code"]?.string
        blockers = found?["blocked_by"]?.array?.compactMap { $0["message"]?.string } ?? []
    }

    /// What the wrappers hold.
    private static func innermost(_ value: JSONValue) -> JSONValue {
        if let inner = value["error"], inner.object != nil { return inner }
        guard let message = value["error_message"] else { return value }
        guard let text = message.string else { return message }
        guard let inner = try? JSONValue.parse(text), inner.object != nil else { return message }
        return inner
    }

    private static func text(in value: JSONValue) -> String? {
        if let text = value.string { return text }
        for member in ["faultstring", "message"] {
            if let text = value[member]?.string, !text.isEmpty { return text }
        }
        let parts = [value["title"], value["description"]].compactMap { $0?.string }.filter { !$0.isEmpty }
        return parts.isEmpty ? nil : parts.joined(separator: ": ")
    }
}
