import HTTPTypes
import Hummingbird
import IngotModel

extension HTTPField.Name {
    static let requestID = literal("x-openstack-request-id")
    static let legacyRequestID = literal("openstack-request-id")

    /// A header name that is spelled out in our own text, which is always well-formed.
    static func literal(_ name: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(name) else { preconditionFailure("\(name) is no header name") }
        return name
    }
}

/// Gives every request its `req-…` identifier: the caller's where it sent a proper one, else a new one.
struct RequestIdentityMiddleware: RouterMiddleware {
    func handle(
        _ request: Request, context: APIContext, next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        context.requestID = Self.accepted(request.headers[.requestID]) ?? "req-\(RequestID.random())"
        var response = try await next(request, context)
        response.headers[.requestID] = context.requestID
        response.headers[.legacyRequestID] = context.requestID
        return response
    }

    private static func accepted(_ header: String?) -> String? {
        guard let header, header.hasPrefix("req-"), RequestID(String(header.dropFirst(4))) != nil else { return nil }
        return header
    }
}
