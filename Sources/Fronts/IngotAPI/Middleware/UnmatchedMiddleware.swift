import Hummingbird

/// Measures requests for paths that are not part of the API; those that are measure themselves.
struct UnmatchedMiddleware: RouterMiddleware {
    let meter: UnmatchedMeter

    func handle(
        _ request: Request, context: APIContext, next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        guard context.endpointPath == nil else { return try await next(request, context) }
        return try await meter.measuring(request.method) { try await next(request, context) }
    }
}
