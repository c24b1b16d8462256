import IngotModel

/// Why a caller was not recognised, as it is answered.
package struct AuthenticationFailure: Error, Sendable, Hashable {
    /// 400, 401 or 503.
    package var status: Int
    /// A word for programs.
    package var code: String
    package var message: String
    /// The value of `WWW-Authenticate`.
    package var challenge: String?
    /// The value of `Retry-After`.
    package var retryAfterSeconds: Int?

    /// The body that the field's middleware answers with, for clients that read the message out of it.
    package var body: JSONValue {
        let title = [400: "Bad Request", 401: "Unauthorized"][status] ?? "Service Unavailable"
        return [
            "error": [
                "code": .integer(Int64(status)), "title": .string(title), "message": .string(message),
                "ingot_code": .string(code),
            ]
        ]
    }
}
