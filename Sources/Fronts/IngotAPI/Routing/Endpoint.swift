import HTTPTypes
import Hummingbird
import IngotContracts

/// One route: its method and path, the API version from which it exists, and what answers it.
struct Endpoint: Sendable {
    typealias Handler = @Sendable (Request, APIContext) async throws -> Response

    var method: HTTPRequest.Method
    /// The path below `/v1`, with `{parameters}`.
    var path: String
    /// The route exists from 1.N.
    var since: Int
    /// What the route answers to clients of an older version.
    var refusal: Int
    var bodyLimit: BodyLimit
    var handler: Handler

    enum BodyLimit { case standard, provision }

    init(
        _ method: HTTPRequest.Method, _ path: String, since: Int = 1, refusal: Int = 404,
        bodyLimit: BodyLimit = .standard, _ handler: @escaping Handler
    ) {
        self.method = method
        self.path = path
        self.since = since
        self.refusal = refusal
        self.bodyLimit = bodyLimit
        self.handler = handler
    }

    /// Answers, where the client's version knows the route.
    func respond(to request: Request, _ context: APIContext) async throws -> Response {
        guard context.version.knows(since: since) else { throw APIError.routeTooNew(status: refusal, since: since) }
        return try await handler(request, context)
    }
}
