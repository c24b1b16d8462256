import Hummingbird
import IngotContracts
import IngotModel
import Logging
import NIOCore

/// The agent's own API: what it is, how it is, and the commands.
///
/// Paths, statuses and bodies are those of the Bare Metal service's agent; a path without `/v1` means `/v1`, and a slash
/// at the end makes no difference.
struct AgentAPI: Sendable {
    /// A command may carry a config drive of 64 MiB in base64.
    static let bodyLimit = 96 << 20
    private static let mediaType = "application/vnd.openstack.ironic-python-agent.v1+json"

    let runner: CommandRunner
    let session: AgentSession
    let startedAt: Double
    let logger: Logger

    var router: Router<BasicRequestContext> {
        let router = Router(context: BasicRequestContext.self)
        router.add(middleware: AgentRequestLog(logger: logger))
        router.add(middleware: AgentFaults())
        router.get("/") { request, _ in Self.answer(root(request)) }
        router.get("/v1") { request, _ in Self.answer(version(request)) }
        for prefix in ["", "/v1"] {
            let path: (String) -> RouterPath = { RouterPath(prefix + $0) }
            router.get(path("/status")) { _, _ in
                Self.answer(["started_at": .double(startedAt), "version": .string(Product.version)])
            }
            router.get(path("/commands")) { request, _ in
                try authorize(request)
                return Self.answer(AgentCommandResult.json(list: runner.ledger.all))
            }
            router.get(path("/commands/:id")) { request, context in
                try authorize(request)
                return try await result(context.parameters.get("id") ?? "", waits: Self.waits(request))
            }
            router.post(path("/commands")) { request, _ in
                try authorize(request)
                return try await execute(request)
            }
        }
        return router
    }

    // MARK: Commands

    private func execute(_ request: Request) async throws -> Response {
        var request = request
        let body = try await request.collectBody(upTo: Self.bodyLimit)
        let order: AgentCommandRequest
        do {
            order = try AgentCommandRequest(try JSONValue.parse(body.readableBytesView))
        } catch {
            throw AgentCommandError(.invalidContent, "\(error)")
        }
        return try await result(try await runner.execute(order), waits: Self.waits(request))
    }

    private func result(_ id: String, waits: Bool) async throws -> Response {
        let found = waits ? await runner.ledger.wait(for: id) : runner.ledger.result(id)
        guard let found else {
            throw AgentCommandError(.objectNotFound, "Command Result with id \(id) not found")
        }
        return Self.answer(found.json)
    }

    private func authorize(_ request: Request) throws {
        let offered = request.uri.queryParameters["agent_token"].map(String.init) ?? ""
        guard let token = session.token, token.matches(offered) else { throw AgentFaults.invalidToken }
    }

    private static func waits(_ request: Request) -> Bool {
        request.uri.queryParameters["wait"]?.lowercased() == "true"
    }

    // MARK: Documents

    private func root(_ request: Request) -> JSONValue {
        let base = Self.base(request)
        let version: JSONValue = ["id": "v1", "links": [Self.link("\(base)/v1/", "self")]]
        return [
            "name": "OpenStack Ironic Python Agent API",
            "description": "Ingot's deploy agent, which speaks the API of the Ironic Python Agent",
            "versions": [version], "default_version": version,
        ]
    }

    private func version(_ request: Request) -> JSONValue {
        let base = Self.base(request)
        func links(_ name: String) -> JSONValue {
            [Self.link("\(base)/v1/\(name)/", "self"), Self.link("\(base)/\(name)/", "bookmark")]
        }
        return [
            "id": "v1", "links": [Self.link("\(base)/v1/", "self")], "commands": links("commands"),
            "status": links("status"),
            "media_types": [["base": "application/json", "type": .string(Self.mediaType)]],
        ]
    }

    private static func base(_ request: Request) -> String {
        "\(request.head.scheme ?? "http")://\(request.head.authority ?? "localhost")"
    }

    private static func link(_ target: String, _ relation: String) -> JSONValue {
        ["href": .string(target), "rel": .string(relation)]
    }

    static func answer(_ value: JSONValue, _ status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status, headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: value.serializedBytes())))
    }
}
