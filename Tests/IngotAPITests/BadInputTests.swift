import HTTPTypes
import IngotModel
import Testing

/// The corpus of hostile input: whatever comes in, the answer is a 4xx in the field's body.
struct BadInputTests {
    struct Attempt: Sendable, CustomTestStringConvertible {
        var method: HTTPRequest.Method
        var path: String
        var body: [UInt8]?
        var status: Int
        var headers: [String: String] = [:]

        init(
            _ method: HTTPRequest.Method, _ path: String, _ body: String? = nil, _ status: Int,
            headers: [String: String] = [:]
        ) {
            self.method = method
            self.path = path
            self.body = body.map { Array($0.utf8) }
            self.status = status
            self.headers = headers
        }

        var testDescription: String { "\(method) \(path.prefix(60)) → \(status)" }
    }

    private static let deep = String(repeating: "[", count: 200) + String(repeating: "]", count: 200)
    private static let writes: [(HTTPRequest.Method, String)] = [
        (.post, "/v1/nodes"), (.patch, "/v1/nodes/oak"), (.put, "/v1/nodes/oak/states/provision"),
        (.put, "/v1/nodes/oak/states/power"), (.put, "/v1/nodes/oak/maintenance"), (.post, "/v1/ports"),
        (.post, "/v1/heartbeat/oak"),
    ]
    private static let broken = [
        "{", "{\"a\":}", "nul", "[1,]", "{\"a\":1,\"a\":2}", "{\"a\":1e999}", "\"\\ud800\"", "{\"a\":\"\u{1}\"}",
        "{\"driver\":\"fake-hardware\",\"extra\":{\"a\":\"\\u0000\"}}", "{\"a\":1} x", deep,
        "{\"driver\":99999999999999999999999999999999}", "\"text\"", "17", "true",
    ]

    static let attempts: [Attempt] =
        writes.flatMap { method, path in broken.map { Attempt(method, path, $0, 400) } }
        + writes.filter { $0.1 != "/v1/nodes/oak/maintenance" }.map { Attempt($0.0, $0.1, nil, 400) }
        + writes.map { method, path in
            Attempt(
                method, path, "driver=fake-hardware", 400,
                headers: ["Content-Type": "application/x-www-form-urlencoded"])
        }
        + writes.filter { !$0.1.contains("provision") }.map {
            Attempt($0.0, $0.1, "\"" + String(repeating: "x", count: 2 << 20) + "\"", 413)
        }
        + [
            .init(.get, "/nowhere", nil, 404), .init(.get, "/v1/nowhere", nil, 404), .init(.get, "/v2/nodes", nil, 404),
            .init(.get, "/v1/nodes/oak/nowhere", nil, 404), .init(.get, "/v1/nodes/oak/states/power", nil, 405),
            .init(.get, "/v1/nodes/oak/inventory/y", nil, 404), .init(.put, "/v1/nodes", nil, 405),
            .init(.delete, "/v1/nodes", nil, 405), .init(.post, "/v1/nodes/oak", "{}", 405),
            .init(.head, "/v1/nodes", nil, 405), .init(.post, "/v1", "{}", 405), .init(.options, "/v1/nodes", nil, 200),
            .init(.get, "/v1/nodes/%00", nil, 400), .init(.get, "/v1/nodes/%ff", nil, 400),
            .init(.get, "/v1/nodes/%zz", nil, 400), .init(.get, "/v1/nodes/elm", nil, 404),
            .init(.get, "/v1/nodes/\(String(repeating: "x", count: 5000))", nil, 404),
            .init(.get, "/v1/nodes/oak/ports/y", nil, 400), .init(.get, "/v1/drivers/none", nil, 404),
            .init(.get, "/v1/conductors/none", nil, 404), .init(.get, "/v1/ports/none", nil, 404),
            .init(.get, "/v1/nodes/oak/plan?target=dance", nil, 400), .init(.get, "/v1/nodes/oak/plan", nil, 400),
            .init(.get, "/v1/nodes/oak/timeline?run=x", nil, 400),
            .init(.get, "/v1/nodes/oak/timeline?run=2c7f0d5e-6c2c-4a3f-9d4a-000000000001", nil, 404),
            .init(.get, "/v1/nodes/oak?x=y", nil, 400), .init(.get, "/v1/drivers?type=odd", nil, 400),
            .init(.get, "/files/x", nil, 404),
            .init(.get, "/v1/nodes", nil, 406, headers: ["Accept": "text/html"]),
            .init(.get, "/v1/nodes", nil, 200, headers: ["Accept": "text/html, application/json;q=0.5"]),
            .init(.get, "/v1/nodes", nil, 200, headers: ["Accept": "*/*"]),
            .init(.post, "/v1/nodes", "{\"driver\":\"fake-hardware\"}", 201, headers: ["Content-Type": "text/plain"]),
        ]

    @Test(arguments: attempts)
    func `bad input gets its status and the field's body`(attempt: Attempt) async throws {
        try await APIFixture.run(.willing) { api in
            let node = try await api.node("oak")
            let answer = try await api.bytes(
                attempt.method, attempt.path, attempt.body, headers: attempt.headers)
            #expect(answer.status == attempt.status, "\(answer.text.prefix(300))")
            if attempt.status >= 400, attempt.method != .head { #expect(!answer.message.isEmpty) }
            #expect(try await api.stored(node)?.revision == node.revision)
        }
    }

    @Test func `invalid UTF-8 in a body is refused`() async throws {
        try await APIFixture.run { api in
            for bytes: [UInt8] in [[0x22, 0xFF, 0x22], [0x22, 0xC0, 0x80, 0x22], [0xFF, 0xFE], [0]] {
                for (method, path) in Self.writes {
                    try await api.node("n-\(RequestID.random().text.prefix(8))")
                    #expect(try await api.bytes(method, path, bytes).status < 500)
                    #expect(try await api.bytes(method, path, bytes).status >= 400)
                }
            }
        }
    }

    @Test func `errors have the field's two forms`() async throws {
        try await APIFixture.run { api in
            let application = try await api.get("/v1/nodes/oak")
            #expect(application.inner["faultcode"] == "Client")
            #expect(application.inner["faultstring"]?.string?.contains("oak") == true)
            #expect(application.inner["debuginfo"] == .null)
            let framework = try await api.get("/v1/nowhere")
            #expect(framework.inner["code"] == 404)
            #expect(framework.inner["title"] == "Not Found")
            #expect(framework.header("Content-Type") == "application/json")
            let limit = try await api.raw(.post, "/v1/nodes", Self.deep)
            #expect(limit.json["faultcode"] == "Client")
            #expect(limit.json["error_message"] == nil)
            let method = try await api.send(.put, "/v1/nodes")
            #expect(method.header("Allow") == "GET, POST")
        }
    }
}
