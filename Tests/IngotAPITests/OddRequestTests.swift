import HTTPTypes
import IngotModel
import Testing

/// Requests that say something which no route asks for.
struct OddRequestTests {
    /// Method and path, with what would be there without the empty segment.
    static let emptySegments: [(HTTPRequest.Method, String)] = [
        (.delete, "/v1/nodes//lease"), (.get, "/v1/nodes//queue"), (.get, "/v1//nodes"), (.get, "/v1/nodes//"),
        (.delete, "//v1/nodes/lease"), (.patch, "/v1/nodes///lease"), (.get, "/v1//"),
    ]

    @Test(arguments: emptySegments)
    func `a path that lacks a name is no other path`(method: HTTPRequest.Method, path: String) async throws {
        try await APIFixture.run { api in
            for name in ["lease", "queue"] { try await api.node(name) }
            let answer = try await api.send(method, path, method == .patch ? [] : nil)
            #expect(answer.status == 404, "\(answer.text)")
            #expect(try await api.get("/v1/nodes").nodes.count == 2)
        }
    }

    @Test(arguments: ["/v1/", "/v1/nodes/", "/v1/nodes/lease/", "/v1/nodes/lease/states/", "/v1/nodes?driver=a//b"])
    func `a slash at the end, and slashes in a query, change nothing`(_ path: String) async throws {
        try await APIFixture.run { api in
            try await api.node("lease")
            #expect(try await api.get(path).status == 200)
        }
    }

    /// A body, and whether a route that takes none lets it pass.
    static let bodies: [(String, Bool)] = [
        ("{\"bogus\": 1}", false), ("{}", true), ("null", true), ("", true), ("{", false), ("{\"a\":", false),
    ]

    @Test(arguments: bodies)
    func `a route that takes no body refuses arguments`(body: String, passes: Bool) async throws {
        try await APIFixture.run { api in
            let node = try await api.node("oak")
            let answer = try await api.raw(.delete, "/v1/nodes/oak", body)
            #expect(answer.status == (passes ? 204 : 400), "\(answer.text)")
            #expect(try await api.stored(node) == (passes ? nil : node))
            #expect(try await api.raw(.get, "/v1/nodes", body).status == 200)
        }
    }

    /// The path, the patch, version, status.
    static let patches: [(String, JSONValue, Int, Int)] = [
        ("nodes", [["op": "add", "path": "/uuid", "value": "x"]], 115, 400),
        ("nodes", [["op": "add", "path": "/shard", "value": "x"]], 81, 406),
        ("nodes", [["op": "add", "path": "/name", "value": "x"]], 115, 404),
        ("nodes", [["op": "add", "path": "/name", "value": 7]], 115, 404),
        ("ports", [["op": "add", "path": "/nonsense", "value": "x"]], 115, 400),
        ("chassis", [["op": "add", "path": "/nonsense", "value": "x"]], 115, 400),
        ("portgroups", [["op": "add", "path": "/nonsense", "value": "x"]], 115, 404),
        ("volume/targets", [["op": "add", "path": "/nonsense", "value": "x"]], 115, 404),
        ("runbooks", [["op": "add", "path": "/description", "value": "x"]], 111, 400),
        ("runbooks", [["op": "add", "path": "/description", "value": "x"]], 112, 404),
    ]

    @Test(arguments: patches)
    func `what no patch may do is told before or after it is said that there is no such thing`(
        collection: String, patch: JSONValue, version: Int, status: Int
    ) async throws {
        try await APIFixture.run { api in
            let path = "/v1/\(collection)/\(NodeID.random())"
            let answer = try await api.send(.patch, path, patch, version: version)
            #expect(answer.status == status, "\(answer.text)")
        }
    }
}
