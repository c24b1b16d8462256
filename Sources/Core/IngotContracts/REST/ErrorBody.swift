import IngotModel

/// The body of a refused request, in the field's forms (peer: ironic 39.0.0's error parsing middleware).
///
/// Most are an object whose `error_message` is itself a JSON document in a string, so that clients parse twice. All of
/// them have Ingot's own stable word for the reason, `error_code`, beside the message.
package enum ErrorBody: Sendable, Hashable {
    /// A refusal by the application; the details are members that only Ingot has.
    case application(status: Int, message: String, code: String, details: [String: JSONValue] = [:])
    /// A refusal before the application: no such route, method or version.
    case framework(status: Int, message: String, code: String)
    /// A caller who is not known. What stands before the field's server answers with an `error` of its own; that stands
    /// beside the usual member here, so that clients of either kind read it.
    case authentication(status: Int, message: String, code: String)
    /// A body that is too large or too deep; not wrapped.
    case bodyLimit(message: String, code: String)
    /// An `Accept` header that cannot be satisfied; the message is no document.
    case notAcceptable(message: String, code: String)

    package var json: JSONValue {
        switch self {
        case .application(let status, let message, let code, let details):
            Self.wrapped(
                .object(
                    details.merging([
                        "faultcode": .string(Self.faultCode(status)), "faultstring": .string(message),
                        "debuginfo": nil, "error_code": .string(code),
                    ]) { $1 }))
        case .framework(let status, let message, let code):
            Self.wrapped([
                "code": JSONValue(status), "title": .string(Self.titles[status] ?? "Error"),
                "description": .string(message), "error_code": .string(code),
            ])
        case .authentication(let status, let message, let code):
            .object(
                (Self.application(status: status, message: message, code: code).json.object ?? [:])
                    .merging(["error": ["code": JSONValue(status), "message": .string(message)]]) { $1 })
        case .bodyLimit(let message, let code):
            ["faultcode": "Client", "faultstring": .string(message), "error_code": .string(code)]
        case .notAcceptable(let message, let code):
            ["error_message": .string(message), "error_code": .string(code)]
        }
    }

    /// The stable word for the reason in a body that Ingot sent; nil where there is none.
    package static func code(in body: JSONValue) -> String? {
        if let code = body["error_code"]?.string { return code }
        return body["error_message"]?.string.flatMap { try? JSONValue.parse($0) }?["error_code"]?.string
    }

    /// The message for people in a body that some Bare Metal API sent, whatever its form; nil where there is none.
    package static func message(in body: JSONValue) -> String? {
        if let text = body["error_message"]?.string {
            guard let inner = try? JSONValue.parse(text), inner.object != nil else { return text }
            return message(in: inner)
        }
        if let inner = body["error_message"] { return message(in: inner) }
        return body["faultstring"]?.string ?? body["description"]?.string ?? body["title"]?.string
    }

    private static func wrapped(_ inner: JSONValue) -> JSONValue { ["error_message": .string(inner.serialized())] }

    /// The reason phrases of RFC 9110, section 15.5 and 15.6, and of RFC 6585.
    private static let titles = [
        400: "Bad Request", 404: "Not Found", 405: "Method Not Allowed", 406: "Not Acceptable",
        413: "Content Too Large", 414: "URI Too Long", 416: "Range Not Satisfiable", 417: "Expectation Failed",
        431: "Request Header Fields Too Large", 500: "Internal Server Error", 501: "Not Implemented",
        503: "Service Unavailable",
    ]

    /// The field says `Client` for 400 to 499 and `Server` for the rest.
    private static func faultCode(_ status: Int) -> String { 400...499 ~= status ? "Client" : "Server" }
}
