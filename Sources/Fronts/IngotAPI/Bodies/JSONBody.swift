import HTTPTypes
import Hummingbird
import IngotModel
import NIOCore

/// Reads request bodies within the limits of their route.
///
/// Any content type is read as JSON, as the field's clients are careless about it; forms alone are refused.
enum JSONBody {
    /// The body's value; nil where there is no body.
    ///
    /// - Throws: ``APIError`` with 413 (too large), 408 (too slow) or 400 (broken off, too deep, a form, NUL
    ///   characters), `JSONSyntaxError`.
    static func optional(_ request: Request, _ context: APIContext) async throws -> JSONValue? {
        let buffer = try await bytes(of: request, context)
        guard buffer.readableBytes > 0 else { return nil }
        let type = request.headers[.contentType]?.lowercased() ?? ""
        guard !type.hasPrefix("application/x-www-form-urlencoded"), !type.hasPrefix("multipart/") else {
            throw APIError.invalid("The body must be JSON, not a form", code: "form_body")
        }
        let bytes = Array(buffer.readableBytesView)
        try checkDepth(of: bytes, limit: context.maximumJSONDepth)
        let value = try JSONValue.parse(bytes, maximumDepth: context.maximumJSONDepth + 1)
        try checkText(in: value)
        return value
    }

    static func required(_ request: Request, _ context: APIContext) async throws -> JSONValue {
        guard let value = try await optional(request, context) else {
            throw APIError.invalid("The request needs a body of JSON", code: "body_missing")
        }
        return value
    }

    static func object(_ request: Request, _ context: APIContext) async throws -> [String: JSONValue] {
        try members(of: try await required(request, context))
    }

    /// What is said of a new resource: no body says nothing of it.
    static func draft(_ request: Request, _ context: APIContext) async throws -> [String: JSONValue] {
        try await optional(request, context).map(members) ?? [:]
    }

    /// All of the body. Whatever keeps it from coming is the caller's doing: it has the wrong length, is cut into the
    /// wrong pieces, or its sender hung up.
    private static func bytes(of request: Request, _ context: APIContext) async throws -> ByteBuffer {
        if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > context.maximumBodySize {
            throw APIError.bodyTooLarge
        }
        if request.headers[.expect] != nil { context.channel.triggerUserOutboundEvent(BodyWanted(), promise: nil) }
        do {
            return try await request.body.collect(upTo: context.maximumBodySize)
        } catch is NIOTooManyBytesError {
            throw APIError.bodyTooLarge
        } catch is OverdueBody {
            throw APIError.bodyOverdue
        } catch let error as CancellationError {
            throw error
        } catch {
            throw APIError.bodyBroken
        }
    }

    private static func members(of value: JSONValue) throws -> [String: JSONValue] {
        guard let members = value.object else {
            throw APIError.invalid("The body must be an object, not \(value.kind)")
        }
        return members
    }

    private static func checkDepth(of bytes: [UInt8], limit: Int) throws {
        var depth = 0
        var isInText = false
        var isEscaped = false
        for byte in bytes {
            if isInText {
                if isEscaped {
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else if byte == UInt8(ascii: "\"") {
                    isInText = false
                }
                continue
            }
            switch byte {
            case UInt8(ascii: "\""): isInText = true
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
            default: break
            }
            if depth > limit {
                throw APIError(
                    status: 400, code: "body_too_deep", message: "The body is nested deeper than \(limit) levels",
                    form: .bodyLimit)
            }
        }
    }

    /// No database column and no hardware takes a NUL.
    private static func checkText(in value: JSONValue) throws {
        switch value {
        case .string(let text): try checkText(text)
        case .array(let values): for value in values { try checkText(in: value) }
        case .object(let members):
            for (name, value) in members {
                try checkText(name)
                try checkText(in: value)
            }
        default: break
        }
    }

    private static func checkText(_ text: String) throws {
        guard text.utf8.contains(0) else { return }
        throw APIError.invalid("The body holds a text with a NUL character (U+0000), which nothing can store")
    }
}
