import Hummingbird
import IngotModel
import Logging
import Synchronization

@testable import IngotAuth

/// An Identity service (v3) that answers with what a test put into it, and counts what it was asked.
final class FakeIdentity: Sendable {
    struct State {
        var password = "right"
        var tokens: [String: JSONValue] = [:]
        /// The token of the service user that is accepted now.
        var own = 0
        var logins = 0
        var validations: [String] = []
        /// Answered to each call before anything else, for as many calls.
        var troubles: [HTTPResponse.Status] = []
        var lastQuery: String?
        /// Whether calls are heard and not answered.
        var isSilent = false
    }

    private let state = Mutex(State())

    func change(_ body: (inout State) -> Void) { state.withLock { body(&$0) } }
    var seen: State { state.withLock(\.self) }

    /// A token as the service describes it.
    static func token(
        roles: [String] = ["member", "reader"], project: String? = "a", system: Bool = false, domain: String? = nil,
        expires: Timestamp
    ) -> JSONValue {
        var token: [String: JSONValue] = [
            "methods": ["password"], "expires_at": .string(expires.iso8601), "issued_at": "2026-01-01T00:00:00.000000Z",
            "user": ["id": "u1", "name": "ada", "domain": ["id": "default", "name": "Default"]],
            "roles": .array(roles.map { ["id": .string("id-\($0)"), "name": .string($0)] }),
        ]
        if let project {
            token["project"] = [
                "id": .string(project), "name": .string("project \(project)"), "domain": ["id": "default"],
            ]
        }
        if system { token["system"] = ["all": true] }
        if let domain { token["domain"] = ["id": .string(domain), "name": "d"] }
        return .object(token)
    }

    /// Runs the service while `body` runs; its argument is the base URL.
    func whileRunning<Result: Sendable>(_ body: @escaping @Sendable (String) async throws -> Result) async throws
        -> Result
    {
        let (ports, portsIn) = AsyncStream<Int>.makeStream()
        let application = Application(
            router: router, configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { portsIn.yield($0.localAddress?.port ?? 0) }, logger: .quiet)
        return try await withThrowingTaskGroup(of: Result?.self) { group in
            group.addTask {
                try await application.run()
                return nil
            }
            group.addTask {
                for await port in ports { return try await body("http://127.0.0.1:\(port)/identity") }
                return nil
            }
            defer { group.cancelAll() }
            while let result = try await group.next() { if let result { return result } }
            throw CancellationError()
        }
    }

    private var router: Router<BasicRequestContext> {
        let router = Router()
        router.post("/identity/v3/auth/tokens") { request, _ in
            let body = try JSONValue.parse(Array(buffer: try await request.body.collect(upTo: 1 << 16)))
            let answer = self.logIn(body)
            if self.seen.isSilent { try await Task.sleep(for: .seconds(600)) }
            return answer
        }
        router.get("/identity/v3/auth/tokens") { request, _ in self.validate(request) }
        return router
    }

    private func logIn(_ body: JSONValue) -> Response {
        state.withLock { state in
            state.logins += 1
            if !state.troubles.isEmpty {
                return Self.answer(state.troubles.removeFirst(), ["error": ["message": "not now"]])
            }
            let user = body["auth"]?["identity"]?["password"]?["user"]
            guard user?["password"]?.string == state.password, user?["name"] == "ingot",
                body["auth"]?["scope"]?["project"]?["name"] == "service"
            else {
                return Self.answer(
                    .unauthorized, ["error": ["message": "The request you have made requires authentication."]])
            }
            state.own += 1
            var answer = Self.answer(
                .created, ["token": Self.token(roles: ["service"], expires: Timestamp(seconds: 1_800_003_600))])
            answer.headers[.init("X-Subject-Token")!] = "own-\(state.own)"
            return answer
        }
    }

    private func validate(_ request: Request) -> Response {
        state.withLock { state in
            let subject = request.headers[.init("X-Subject-Token")!] ?? ""
            state.validations.append(subject)
            state.lastQuery = request.uri.query
            if !state.troubles.isEmpty {
                return Self.answer(state.troubles.removeFirst(), ["error": ["message": "not now"]])
            }
            guard request.headers[.init("X-Auth-Token")!] == "own-\(state.own)" else {
                return Self.answer(.unauthorized, ["error": ["message": "not you"]])
            }
            let isExpired = subject.hasPrefix("expired")
            guard let token = state.tokens[subject],
                !isExpired || request.uri.query?.contains("allow_expired=1") == true
            else { return Self.answer(.notFound, ["error": ["message": "Could not find token."]]) }
            return Self.answer(.ok, ["token": token])
        }
    }

    private static func answer(_ status: HTTPResponse.Status, _ body: JSONValue) -> Response {
        Response(
            status: status, headers: [.contentType: "application/json"],
            body: .init(byteBuffer: ByteBuffer(bytes: body.serializedBytes())))
    }
}
