import Hummingbird
import Logging

/// One line a request: what was asked, what was answered, how long it took.
struct AccessLogMiddleware: RouterMiddleware {
    let logger: Logger

    func handle(
        _ request: Request, context: APIContext, next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        let start = ContinuousClock.now
        let response = try await next(request, context)
        let elapsed = ContinuousClock.now - start
        logger.info(
            "Request answered",
            metadata: [
                "request.id": .string(context.requestID), "http.method": .string(request.method.rawValue),
                "http.path": .string(request.uri.path), "http.status": .stringConvertible(response.status.code),
                "http.seconds": .stringConvertible(
                    Double(elapsed.components.attoseconds) / 1e18 + Double(elapsed.components.seconds)),
            ])
        return response
    }
}
