import HTTPTypes
import Hummingbird
import IngotContracts

/// One route, declared once: what it is, who may use it, what it takes and gives; the router, the policies and the
/// OpenAPI document all read this.
struct Endpoint: Sendable {
    typealias Handler = @Sendable (Request, APIContext) async throws -> Response

    var method: HTTPRequest.Method
    /// The path below `/v1`, with `{parameters}`.
    var path: String
    /// The route exists from 1.N.
    var since: Int
    /// An older version that knows the route too.
    var legacyVersion: Int?
    /// What the route answers to clients of an older version.
    var refusal: Int
    /// Whether those clients are refused as by the resource itself, not as by the router: the field's server does
    /// either, and its bodies differ.
    var refusesItself = false
    /// Whether the handler refuses those clients, once it knows that the caller may do such a thing at all.
    var refusesLate = false
    /// Who may use it.
    var access: EndpointAccess
    /// The query parameters that it knows; others are refused.
    var query: [QueryParameter]
    var body: EndpointBody
    var answer: EndpointAnswer
    /// Whose revision `If-None-Match` (GET) or `If-Match` (all other methods) is held against; nil ignores them.
    var conditionSubject: ConditionSubject?
    /// Whether the route is one of Ingot's own: not part of the Bare Metal API.
    var isOfIngot = false
    /// Other request headers that it reads, by their names in ``OpenAPIHeaders``.
    var headers: [String] = []
    /// One sentence for the documentation.
    var summary: String
    var bodyLimit: BodyLimit
    var handler: Handler

    enum ConditionSubject: Sendable {
        /// The resource that the path names; its collection checks.
        case resource
        /// The node that the path names, or each that the body does; ``NodeReader`` checks when it finds it.
        case node
    }

    enum BodyLimit: Sendable { case standard, provision, inspection }

    init(
        _ method: HTTPRequest.Method, _ path: String, since: Int = 1, refusal: Int = 404, _ access: EndpointAccess,
        query: [QueryParameter] = [], body: EndpointBody = .none, answer: EndpointAnswer,
        bodyLimit: BodyLimit = .standard, _ summary: String, _ handler: @escaping Handler
    ) {
        self.method = method
        self.path = path
        self.since = since
        self.refusal = refusal
        self.access = access
        self.query = query
        self.body = body
        self.answer = answer
        self.summary = summary
        self.bodyLimit = bodyLimit
        self.handler = handler
    }

    /// The same endpoint, which honours entity tags.
    func conditional(on subject: ConditionSubject) -> Endpoint {
        var endpoint = self
        endpoint.conditionSubject = subject
        return endpoint
    }

    /// The same endpoint, which refuses older versions itself.
    var refusingItself: Endpoint {
        var endpoint = self
        endpoint.refusesItself = true
        return endpoint
    }

    /// The same endpoint, marked as one of Ingot's own.
    var ofIngot: Endpoint {
        var endpoint = self
        endpoint.isOfIngot = true
        return endpoint
    }

    func isKnown(to version: Microversion) -> Bool { version.knows(since: since) || version.minor == legacyVersion }

    /// What clients of an older version are told.
    var tooNew: APIError {
        .routeTooNew(status: refusal, since: since, form: refusesItself ? .application : .framework)
    }

    /// Answers, where the client's version knows the route and the caller may use it.
    func respond(to request: Request, _ context: APIContext) async throws -> Response {
        guard refusesLate || isKnown(to: context.version) else { throw tooNew }
        var context = context
        context.access = access
        context.isOfIngot = isOfIngot
        if conditionSubject == .node { context.nodeCondition = EntityCondition(request) }
        try access.check(context)
        switch body {
        case .arguments(let known):
            context.arguments = try await Arguments(request, context, known: known, query: query)
        case .none, .ignored, .create, .patch, .free:
            context.query = try QueryParameters(request, known: query, version: context.version)
        }
        if case .none = body, body.isRead(of: method) { try await EndpointBody.refuse(request, context) }
        return try await handler(request, context)
    }
}
