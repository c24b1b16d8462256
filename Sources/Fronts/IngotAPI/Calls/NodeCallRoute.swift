import HTTPTypes
import Hummingbird
import IngotModel

/// A route below a node whose whole work is one call of an interface.
struct NodeCallRoute: Sendable {
    enum Answer: Sendable {
        /// What the interface told: an object, by its name in documentation.
        case reply(String, [ResourceSchema.Field])
        /// 204.
        case nothing
        /// 202, with the part of the node below which the result is to be seen.
        case accepted(at: String)
    }

    var method: HTTPRequest.Method
    /// The path below the node.
    var path: String
    var call: HardwareCall
    var since: Int
    var rule: String
    var arguments: [Argument]
    var answer: Answer
    /// One sentence for the documentation.
    var summary: String

    init(
        _ method: HTTPRequest.Method, _ path: String, _ call: HardwareCall, since: Int = 1, _ rule: String,
        taking arguments: [Argument] = [], answering answer: Answer, _ summary: String
    ) {
        self.method = method
        self.path = path
        self.call = call
        self.since = since
        self.rule = rule
        self.arguments = arguments
        self.answer = answer
        self.summary = summary
    }

    static let all = console + modes + management

    func endpoint(_ services: APIServices) -> Endpoint {
        var endpoint = Endpoint(
            method, "/nodes/{node}/\(path)", since: since, .node(rule),
            body: arguments.isEmpty ? .none : .arguments(arguments), answer: documented, summary
        ) { _, context in
            if !context.version.knows(since: since) { try await refuse(services, context) }
            let values = try await values(services, context)
            let reply = try await NodeRequests(services: services).call(call, taking: values, context)
            return try response(reply, context)
        }
        // What is set below `states` is an old part of nodes, which asks the policy before it looks at the version.
        endpoint.refusesLate = path.hasPrefix("states/")
        return endpoint
    }

    /// The arguments; what is wrong with them is told to those alone who may make the call.
    ///
    /// - Throws: ``APIError``: 404 and 403 for the node, 400.
    private func values(_ services: APIServices, _ context: APIContext) async throws -> [String: JSONValue] {
        do { return try context.arguments.normalized(as: arguments) } catch {
            try await permit(services, context)
            throw error
        }
    }

    /// - Throws: ``APIError``: 404 and 403 for the node, else that the route is too new.
    private func refuse(_ services: APIServices, _ context: APIContext) async throws {
        try await permit(services, context)
        throw APIError.routeTooNew(status: 404, since: since, form: .application)
    }

    /// - Throws: ``APIError``: 404 and 403 for the node.
    private func permit(_ services: APIServices, _ context: APIContext) async throws {
        _ = try await NodeReader(services: services).read(context) { node, _ in node.id }
    }

    private var documented: EndpointAnswer {
        switch answer {
        case .reply(let name, let fields): .object(name, fields)
        case .nothing: .noContent
        case .accepted: .accepted
        }
    }

    private func response(_ reply: JSONValue, _ context: APIContext) throws -> Response {
        switch answer {
        case .reply: return .json(reply)
        case .nothing: return .empty(.noContent)
        case .accepted(let part): return .empty(.accepted, location: try context.nodeURL(part))
        }
    }
}

extension APIContext {
    /// The URL of something below the node that the path names, with the node as the caller named it.
    func nodeURL(_ path: String) throws -> String {
        links.url("nodes/\(URLText.encoded(try reference("node")))/\(path)")
    }
}
