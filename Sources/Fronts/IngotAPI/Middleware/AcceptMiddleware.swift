import Hummingbird

/// Refuses callers that cannot read what they get: JSON, a stream of events, the text of metrics; files are whatever
/// they are.
struct AcceptMiddleware: RouterMiddleware {
    func handle(
        _ request: Request, context: APIContext, next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        let path = request.uri.path
        let type = Self.type(at: path)
        guard path.hasPrefix(FilesController.prefix) || Self.accepts(type, request.headers[.accept]) else {
            throw APIError(
                status: 406, code: "not_acceptable",
                message: "The answer is \(type), which the Accept header does not allow", form: .notAcceptable)
        }
        return try await next(request, context)
    }

    private static func type(at path: String) -> String {
        if path.hasSuffix(EventStreamController.path) { return EventStreamController.mediaType }
        return path == MetricsController.path ? "text/plain" : "application/json"
    }

    /// Refusals are JSON everywhere, so that whoever accepts that is served.
    private static func accepts(_ type: String, _ header: String?) -> Bool {
        guard let header, !header.isEmpty else { return true }
        return header.split(separator: ",").contains { entry in
            let accepted = entry.split(separator: ";").first?.filter { $0 != " " }.lowercased()
            return ["*/*", "application/*", "application/json", type].contains(accepted)
        }
    }
}
