import HTTPTypes
import IngotModel
import Testing

struct TraitTests {
    @Test func `traits are set, added, taken and shown`() async throws {
        try await APIFixture.run { api in
            let node = try await api.node("oak")
            let path = "/v1/nodes/oak/traits"
            let set = try await api.send(.put, path, ["traits": ["CUSTOM_B", "HW_CPU_X86_VMX", "CUSTOM_B"]])
            #expect(set.status == 204)
            #expect(set.text.isEmpty)
            #expect(try await api.get(path).json == ["traits": ["CUSTOM_B", "HW_CPU_X86_VMX"]])
            let added = try await api.send(.put, "\(path)/CUSTOM_A")
            #expect(added.status == 204)
            #expect(added.header("Location") == "http://localhost/v1/nodes/oak/traits/CUSTOM_A")
            #expect(
                try await api.get("/v1/nodes/oak").json["traits"] == ["CUSTOM_A", "CUSTOM_B", "HW_CPU_X86_VMX"])
            #expect(try await api.send(.delete, "\(path)/CUSTOM_B").status == 204)
            #expect(try await api.send(.delete, "\(path)/CUSTOM_B").status == 404)
            #expect(try await api.send(.delete, path).status == 204)
            #expect(try await api.stored(node)?.traits == [])
        }
    }

    /// Method, path, body, version, status.
    static let refusals: [(HTTPRequest.Method, String, JSONValue?, Int, Int)] = [
        (.get, "", nil, 36, 406), (.put, "", ["traits": []], 36, 405), (.delete, "", nil, 36, 404),
        (.put, "/CUSTOM_A", nil, 36, 405), (.delete, "/CUSTOM_A", nil, 36, 404),
        (.put, "", nil, 37, 400), (.put, "", [:], 37, 400), (.put, "", ["traits": "CUSTOM_A"], 37, 400),
        (.put, "", ["traits": ["custom_a"]], 37, 400), (.put, "", ["traits": [5]], 37, 400),
        (.put, "", ["traits": [], "more": 1], 37, 400), (.put, "/NO_TRAIT", nil, 37, 400),
        (.put, "/CUSTOM_A", ["traits": []], 37, 400), (.put, "/CUSTOM_A", [:], 37, 204),
    ]

    @Test(arguments: refusals)
    func `bad traits and old clients are refused`(
        method: HTTPRequest.Method, path: String, body: JSONValue?, version: Int, status: Int
    ) async throws {
        try await APIFixture.run { api in
            let node = try await api.node()
            let answer = try await api.send(method, "/v1/nodes/\(node.id)/traits\(path)", body, version: version)
            #expect(answer.status == status, "\(answer.text)")
        }
    }

    @Test func `a node has fifty traits at most`() async throws {
        try await APIFixture.run { api in
            let node = try await api.node()
            let path = "/v1/nodes/\(node.id)/traits"
            let fifty = (1...50).map { JSONValue.string("CUSTOM_\($0)") }
            #expect(try await api.send(.put, path, ["traits": .array(fifty)]).status == 204)
            #expect(try await api.send(.put, "\(path)/CUSTOM_50").status == 204)
            #expect(try await api.send(.put, "\(path)/CUSTOM_51").status == 400)
            #expect(try await api.stored(node)?.traits.count == 50)
        }
    }

    @Test func `traits of a held node stay, and an entity tag guards them`() async throws {
        try await APIFixture.run { api in
            let node = try await api.node()
            let path = "/v1/nodes/\(node.id)/traits/CUSTOM_A"
            let tag = try #require(try await api.get("/v1/nodes/\(node.id)").header("ETag"))
            #expect(try await api.send(.put, path, headers: ["If-Match": tag]).status == 204)
            #expect(try await api.send(.delete, path, headers: ["If-Match": tag]).status == 412)
            try await api.lock(node)
            #expect(try await api.send(.delete, path).status == 409)
            #expect(try await api.stored(node)?.traits == ["CUSTOM_A"])
        }
    }
}
