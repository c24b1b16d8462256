import Hummingbird

/// Refuses callers that cannot read JSON; files are exempt.
struct AcceptMiddleware: RouterMiddleware {
    func handle(
        _ request: Request, context: APIContext, next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        guard request.uri.path.hasPrefix(FilesController.prefix) || Self.acceptsJSON(request.headers[.accept]) else {
            throw APIError(
                status: 406, code: "not_acceptable",
                message: "The answer is application/json, which the Accept header does not allow", form: .notAcceptable)
        }
        return try await next(request, context)
    }

    private static func acceptsJSON(_ header: String?) -> Bool {
        guard let header, !header.isEmpty else { return true }
        return header.split(separator: ",").contains { entry in
            let type = entry.split(separator: ";").first?.filter { $0 != " " }.lowercased()
            return ["*/*", "application/*", "application/json"].contains(type)
        }
    }
}
