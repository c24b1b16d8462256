import HTTPTypes
import IngotModel
import Testing

/// Refusals whose status is a promise, and the calls to which the reference answers 500.
struct RefusalTests {
    struct Attempt: Sendable, CustomTestStringConvertible {
        var method: HTTPRequest.Method
        var path: String
        var body: String?
        var status: Int
        var headers: [String: String]
        var version: Int

        init(
            _ method: HTTPRequest.Method, _ path: String, _ body: String? = nil, _ status: Int,
            headers: [String: String] = [:], version: Int = 115
        ) {
            self.method = method
            self.path = path
            self.body = body
            self.status = status
            self.headers = headers
            self.version = version
        }

        var testDescription: String { "\(method) \(path.prefix(60)) → \(status)" }
    }

    static let promises: [Attempt] = [
        .init(.get, "/nowhere", nil, 404), .init(.get, "/v1/nowhere", nil, 404), .init(.get, "/v2/nodes", nil, 404),
        .init(.get, "/v1/nodes/oak/nowhere", nil, 404), .init(.get, "/v1/nodes/elm", nil, 404),
        .init(.put, "/v1/nodes", nil, 405), .init(.delete, "/v1/nodes", nil, 405), .init(.head, "/v1/nodes", nil, 405),
        .init(.post, "/v1/nodes/oak", "{}", 405), .init(.post, "/v1", "{}", 405),
        .init(.options, "/v1/nodes", nil, 200),
        .init(.get, "/v1/nodes/%00", nil, 400), .init(.get, "/v1/nodes/%ff", nil, 400),
        .init(.get, "/v1/nodes/%zz", nil, 400),
        .init(.get, "/v1/nodes/\(String(repeating: "x", count: 5000))", nil, 400),
        .init(.get, "/v1/nodes/oak/ports/y", nil, 400), .init(.get, "/v1/drivers/none", nil, 404),
        .init(.get, "/v1/conductors/none", nil, 404), .init(.get, "/v1/ports/none", nil, 404),
        .init(.get, "/v1/nodes/oak/plan?target=dance", nil, 400), .init(.get, "/v1/nodes/oak/plan", nil, 400),
        .init(.get, "/v1/nodes/oak/timeline?run=x", nil, 400),
        .init(.get, "/v1/nodes/oak/timeline?run=2c7f0d5e-6c2c-4a3f-9d4a-000000000001", nil, 404),
        .init(.get, "/v1/nodes/oak?x=y", nil, 400), .init(.get, "/v1/drivers?type=odd", nil, 400),
        .init(.get, "/files/x", nil, 404), .init(.get, "/v1/nodes", nil, 406, headers: ["Accept": "text/html"]),
        .init(.get, "/v1/nodes", nil, 200, headers: ["Accept": "text/html, application/json;q=0.5"]),
        .init(.get, "/v1/nodes", nil, 200, headers: ["Accept": "*/*"]),
        .init(.post, "/v1/nodes", #"{"driver":"fake-hardware"}"#, 201, headers: ["Content-Type": "text/plain"]),
        .init(.get, "/v1/shards/x", nil, 404),
    ]

    /// What the reference answers with 500 (contract: `errors.json`, `observed_500_defects`), answered rightly.
    static let repaired: [Attempt] = [
        .init(.patch, "/v1/nodes/oak", "[{]", 400), .init(.post, "/v1/nodes", "{driver}", 400),
        .init(.get, "/v1/nodes?fields=nonsense", nil, 400),
        .init(
            .put, "/v1/nodes/oak/states/provision", #"{"target":"clean","clean_steps":[{"step":"erase"}]}"#, 400),
        .init(.get, "/v1/nodes/oak/states/power", nil, 405), .init(.get, "/v1/nodes/oak/states/nonsense", nil, 404),
        .init(.get, "/v1/nodes/oak/inventory/y", nil, 404),
        .init(
            .post, "/v1/inspection_rules", #"{"actions":[{"op":"fail","args":{"wrong":"x"}}],"conditions":[]}"#, 400),
        .init(.post, "/v1/inspection_rules", #"{"actions":[{"op":"fail","args":{"msg":"x"}}]}"#, 201),
        .init(.delete, "/v1/inspection_rules", nil, 405),
        .init(.post, "/v1/allocations", #"{"node":"oak","resource_class":"silver"}"#, 409),
        .init(.get, "/v1/nodes/oak/children", nil, 404, version: 82),
    ]

    @Test(arguments: promises + repaired)
    func `a refusal has its status and the field's body`(attempt: Attempt) async throws {
        try await BadInputTests.withSamples { api, _ in
            let answer = try await api.raw(
                attempt.method, attempt.path, attempt.body, version: attempt.version, headers: attempt.headers)
            #expect(answer.status == attempt.status, "\(answer.text.prefix(300))")
            guard attempt.status >= 400, attempt.method != .head else { return }
            #expect(!answer.message.isEmpty)
            #expect(!answer.code.isEmpty)
        }
    }

    @Test func `errors have the field's forms`() async throws {
        try await APIFixture.run { api in
            let application = try await api.get("/v1/nodes/oak")
            #expect(application.inner["faultcode"] == "Client")
            #expect(application.inner["faultstring"]?.string?.contains("oak") == true)
            #expect(application.inner["debuginfo"] == .null)
            #expect(application.inner["error_code"] == "node_not_found")
            let framework = try await api.get("/v1/nowhere")
            #expect(framework.inner["code"] == 404)
            #expect(framework.inner["title"] == "Not Found")
            #expect(framework.inner["error_code"] == "no_route")
            #expect(framework.header("Content-Type") == "application/json")
            let deep = String(repeating: "[", count: 200) + String(repeating: "]", count: 200)
            let limit = try await api.raw(.post, "/v1/nodes", deep)
            #expect(limit.json["faultcode"] == "Client")
            #expect(limit.json["error_code"] == "body_too_deep")
            #expect(limit.json["error_message"] == nil)
            let accept = try await api.send(.get, "/v1/nodes", headers: ["Accept": "text/html"])
            #expect(accept.json["error_message"]?.string?.contains("Accept") == true)
            #expect(accept.json["error_code"] == "not_acceptable")
        }
    }

    @Test func `deep, but not too deep, is good`() async throws {
        try await APIFixture.run { api in
            let nested = String(repeating: #"{"a":"#, count: 23) + "1" + String(repeating: "}", count: 23)
            let answer = try await api.raw(.post, "/v1/nodes", #"{"driver":"fake-hardware","extra":\#(nested)}"#)
            #expect(answer.status == 201, "\(answer.text.prefix(300))")
        }
    }
}
