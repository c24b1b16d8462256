import IngotModel
import Testing

/// The `.json` that old clients put behind paths (peer: ironic's `JsonExtensionMiddleware`).
struct SuffixTests {
    @Test(arguments: [
        "/v1/nodes", "/nodes", "/v1/nodes/detail", "/v1/nodes/oak", "/v1/nodes/oak/states", "/v1/nodes/oak/traits",
        "/v1/drivers", "/v1",
    ])
    func `paths end with it for those who name an old version`(_ path: String) async throws {
        try await APIFixture.run { api in
            try await api.node("oak")
            let plain = try await api.get(path, version: 90)
            let suffixed = try await api.get("\(path).json", version: 90)
            #expect(suffixed.status == 200, "\(suffixed.text)")
            #expect(suffixed.json == plain.json)
            #expect(try await api.get("\(path).json?fields=uuid&limit=", version: 90).status == 400)
            #expect(try await api.get("\(path).json", version: 91).status == 404)
            #expect(try await api.get("\(path).json", version: nil).status == 404)
        }
    }

    @Test func `links to the next page go without it`() async throws {
        try await APIFixture.run { api in
            for name in ["oak", "elm"] { try await api.node(name) }
            let page = try await api.get("/v1/nodes.json?limit=1", version: 90)
            #expect(page.json["next"]?.string?.contains("/v1/nodes?limit=1&marker=") == true, "\(page.text)")
        }
    }

    @Test func `a name may end with it, and what is called without goes first`() async throws {
        try await APIFixture.run { api in
            for name in ["oak", "oak.json", "elm.json"] { try await api.node(name) }
            for (path, version, name) in [
                ("oak.json", 90, "oak"), ("oak.json.json", 90, "oak.json"), ("elm", 90, nil),
                ("elm.json", 90, "elm.json"),
                ("oak.json", 91, "oak.json"), ("elm.json", 91, "elm.json"), ("elm.json.json", 91, nil),
            ] as [(String, Int, String?)] {
                let answer = try await api.get("/v1/nodes/\(path)", version: version)
                #expect(answer.json["name"]?.string == name, "\(path) in 1.\(version): \(answer.text)")
            }
            let patch: JSONValue = [["op": "add", "path": "/extra/a", "value": 1]]
            let changed = try await api.send(.patch, "/v1/nodes/elm.json", patch, version: 90)
            #expect(changed.json["extra"]?["a"] == 1, "\(changed.text)")
            #expect(try await api.send(.delete, "/v1/nodes/elm.json", version: 90).status == 204)
            // Below a node, the name stands as it is.
            #expect(try await api.get("/v1/nodes/oak.json/states", version: 90).status == 200)
            #expect(try await api.get("/v1/nodes/elm.json/states", version: 90).status == 404)
        }
    }

    @Test func `documents of our own keep it`() async throws {
        try await APIFixture.run { api in
            let answer = try await api.get("/openapi.json", version: 50)
            #expect(answer.json["openapi"]?.string?.hasPrefix("3.1") == true)
        }
    }
}
