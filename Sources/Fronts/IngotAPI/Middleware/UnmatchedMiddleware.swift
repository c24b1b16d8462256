import Hummingbird

/// Refuses and measures requests for paths that are not part of the API; those that are measure themselves.
///
/// The router passes over empty segments, which would make another path of one that lacks a name: `/v1/nodes//lease`
/// would be the node `lease`. Such a path ends here.
struct UnmatchedMiddleware: RouterMiddleware {
    let meter: UnmatchedMeter

    func handle(
        _ request: Request, context: APIContext, next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        if Self.hasEmptySegment(request.uri.path) {
            return try await meter.measuring(request.method) { throw APIError.noRoute }
        }
        guard context.endpointPath == nil else { return try await next(request, context) }
        return try await meter.measuring(request.method) { try await next(request, context) }
    }

    /// A slash at the end is none, as old clients put it there. By bytes, as each request comes by here.
    private static func hasEmptySegment(_ path: String) -> Bool {
        var before: UInt8 = 0
        for byte in path.utf8 {
            if byte == UInt8(ascii: "/"), before == byte { return true }
            before = byte
        }
        return false
    }
}
