import HTTPTypes
import IngotModel
import Testing

/// Parameters that a request gives more than once.
struct RepeatedParameterTests {
    @Test(arguments: [
        "/v1/nodes?limit=1&limit=2", "/v1/nodes?driver=a&driver=b", "/v1/nodes?maintenance=true&maintenance=true",
        "/v1/ports?address=52:54:00:00:00:01&address=52:54:00:00:00:02", "/v1/nodes?detail=true&detail=true",
    ])
    func `one value cannot be given twice`(_ path: String) async throws {
        try await APIFixture.run { api in
            let answer = try await api.get(path)
            #expect(answer.status == 400 && answer.message.contains("more than once"), "\(answer.text)")
        }
    }

    static let arguments: [(String, JSONValue?)] = [
        ("maintenance?reason=a&reason=b", nil), ("maintenance?reason=a", ["reason": "b"]),
        ("states/power?target=power%20on&target=power%20on", nil),
        ("states/power?target=power%20off", ["target": "power on"]),
        ("states/provision?target=manage", ["target": "manage"]),
    ]

    @Test(arguments: arguments)
    func `an argument comes in the query or in the body, not in both`(_ path: String, _ body: JSONValue?) async throws {
        try await APIFixture.run(.willing) { api in
            let node = try await api.node("oak")
            let answer = try await api.send(.put, "/v1/nodes/oak/\(path)", body)
            #expect(answer.status == 400 && answer.message.contains("more than once"), "\(answer.text)")
            #expect(try await api.stored(node)?.inMaintenance == false)
        }
    }

    @Test func `a list may be given in parts, and the next page is asked for with all of them`() async throws {
        try await APIFixture.run { api in
            for name in ["elm", "oak"] { try await api.node(name) { $0.shard = "s1" } }
            let page = try await api.get("/v1/nodes?limit=1&sort_key=name&fields=uuid&fields=name&shard=s1&shard=s2")
            #expect(page.nodes.first?["name"] == "elm", "\(page.text)")
            let next = try #require(page.json["next"]?.string)
            let second = try await api.get(String(next.dropFirst("http://localhost".count)))
            #expect(second.nodes.first?.object?.keys.sorted() == ["links", "name", "uuid"], "\(next)")
            #expect(second.nodes.first?["name"] == "oak")
        }
    }
}
