import Hummingbird
import Logging

/// Turns whatever was thrown below into the field's error body.
struct ErrorBodyMiddleware: RouterMiddleware {
    let logger: Logger

    func handle(
        _ request: Request, context: APIContext, next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch {
            let refusal = APIError(translating: error)
            if refusal.status >= 500 {
                logger.error(
                    "Request failed",
                    metadata: [
                        "request.id": .string(context.requestID), "http.path": .string(request.uri.path),
                        "error": .string("\(refusal.cause ?? error)"),
                    ])
            }
            var response = refusal.response
            if request.method == .head { response = response.createHeadResponse() }
            return response
        }
    }
}
