import HTTPTypes
import IngotModel
import Testing

struct RunbookTests {
    static let steps: JSONValue = [["interface": "deploy", "step": "burnin", "order": 1]]

    /// The body, version, status.
    static let creations: [(JSONValue, Int, Int)] = [
        ([:], 115, 400), (["name": "CUSTOM_A", "steps": steps], 92, 201),
        (["name": "burn-in", "steps": steps], 111, 400),
        (["name": "burn-in", "steps": steps], 112, 201), (["name": "burn in", "steps": steps], 112, 400),
        (["name": "CUSTOM_A", "steps": []], 92, 400),
        (["name": "CUSTOM_A", "steps": [["interface": "deploy", "step": "x"]]], 92, 400),
        (["name": "CUSTOM_A", "steps": steps, "description": "x"], 111, 400),
        (["name": "CUSTOM_A", "steps": steps, "description": "x"], 112, 201),
        (["name": "CUSTOM_A", "steps": steps, "traits": ["CUSTOM_A"]], 112, 400),
        (["name": "CUSTOM_A", "steps": steps, "public": true, "owner": "red"], 112, 400),
        (["name": "CUSTOM_A", "steps": steps, "public": true], 112, 201),
        (["name": "CUSTOM_A", "steps": steps, "owner": "red"], 112, 201),
    ]

    @Test(arguments: creations)
    func `new runbooks are checked`(body: JSONValue, version: Int, status: Int) async throws {
        try await APIFixture.run { api in
            let answer = try await api.send(.post, "/v1/runbooks", body, version: version)
            #expect(answer.status == status, "\(answer.text)")
            if status == 201 { #expect(answer.json["steps"]?[0]?["args"]?.object != nil) }
        }
    }

    @Test func `a public runbook has no owner`() async throws {
        try await APIFixture.run { api in
            _ = try await api.send(.post, "/v1/runbooks", ["name": "burn", "steps": Self.steps, "owner": "red"])
            let publish: JSONValue = [["op": "replace", "path": "/public", "value": true]]
            let published = try await api.send(.patch, "/v1/runbooks/burn", publish)
            #expect(published.json["owner"] == .null)
            let own: JSONValue = [["op": "replace", "path": "/owner", "value": "red"]]
            #expect(try await api.send(.patch, "/v1/runbooks/burn", own).status == 400)
            let disown: JSONValue = [["op": "add", "path": "/owner", "value": nil]]
            #expect(try await api.send(.patch, "/v1/runbooks/burn", disown).status == 400)
            #expect(
                try await api.send(.patch, "/v1/runbooks/burn", [["op": "remove", "path": "/owner"]]).status == 200)
            let both: JSONValue = [
                ["op": "replace", "path": "/public", "value": false],
                ["op": "replace", "path": "/owner", "value": "red"],
            ]
            #expect(try await api.send(.patch, "/v1/runbooks/burn", both).json["owner"] == "red")
        }
    }

    @Test func `traits are set, added and taken one by one`() async throws {
        try await APIFixture.run { api in
            _ = try await api.send(.post, "/v1/runbooks", ["name": "burn", "steps": Self.steps])
            let path = "/v1/runbooks/burn/traits"
            let calls: [(HTTPRequest.Method, String, JSONValue?, Int, JSONValue)] = [
                (.put, path, ["traits": ["CUSTOM_B", "CUSTOM_A", "CUSTOM_B"]], 204, ["CUSTOM_A", "CUSTOM_B"]),
                (.put, "\(path)/CUSTOM_C", nil, 204, ["CUSTOM_A", "CUSTOM_B", "CUSTOM_C"]),
                (.put, "\(path)/gold", nil, 400, ["CUSTOM_A", "CUSTOM_B", "CUSTOM_C"]),
                (.put, path, ["traits": ["gold"]], 400, ["CUSTOM_A", "CUSTOM_B", "CUSTOM_C"]),
                (.put, path, [:], 400, ["CUSTOM_A", "CUSTOM_B", "CUSTOM_C"]),
                (.delete, "\(path)/CUSTOM_A", nil, 204, ["CUSTOM_B", "CUSTOM_C"]),
                (.delete, "\(path)/CUSTOM_A", nil, 204, ["CUSTOM_B", "CUSTOM_C"]),
                (.delete, path, nil, 204, []),
            ]
            for (method, path, body, status, traits) in calls {
                let answer = try await api.send(method, path, body)
                #expect(answer.status == status, "\(method) \(path): \(answer.text)")
                #expect(try await api.get("/v1/runbooks/burn/traits").json["traits"] == traits, "\(method) \(path)")
                let isAdded = method == .put && status == 204 && body == nil
                #expect(answer.header("Location") == (isAdded ? "http://localhost\(path)" : nil))
            }
            #expect(try await api.get(path, version: 111).status == 404)
            #expect(try await api.get("/v1/runbooks/burn", version: 111).json["traits"] == nil)
        }
    }

    @Test func `a project sees its own runbooks and the public ones`() async throws {
        try await APIFixture.run(access: NamedCallers.access) { api in
            let owners = [("burn", "red"), ("wipe", "blue")]
            for (name, project) in owners {
                let made = try await api.send(
                    .post, "/v1/runbooks", ["name": .string(name), "steps": Self.steps],
                    headers: NamedCallers.headers("\(project)-manager"))
                #expect(made.json["owner"] == .string(project), "\(made.text)")
            }
            let open: JSONValue = ["name": "open", "steps": Self.steps, "public": true]
            let cases: [(String, HTTPRequest.Method, String, JSONValue?, Int)] = [
                ("red-manager", .post, "/v1/runbooks", open, 400), ("administrator", .post, "/v1/runbooks", open, 201),
                ("red-manager", .get, "/v1/runbooks/open", nil, 200),
                ("red-manager", .get, "/v1/runbooks/wipe", nil, 404),
                ("red-reader", .get, "/v1/runbooks/burn", nil, 200),
                ("red-reader", .delete, "/v1/runbooks/burn", nil, 403),
                ("red-reader", .patch, "/v1/runbooks/burn", [], 403),
                ("red-manager", .delete, "/v1/runbooks/open", nil, 403),
                (
                    "red-manager", .patch, "/v1/runbooks/burn",
                    [["op": "replace", "path": "/owner", "value": "blue"]], 403
                ),
                (
                    "red-manager", .patch, "/v1/runbooks/burn",
                    [["op": "replace", "path": "/description", "value": "hot"]], 200
                ),
                ("red-manager", .delete, "/v1/runbooks/wipe", nil, 404),
            ]
            for (caller, method, path, body, status) in cases {
                let answer = try await api.send(method, path, body, headers: NamedCallers.headers(caller))
                #expect(answer.status == status, "\(caller) \(method) \(path): \(answer.text)")
            }
            let seen = [
                ("red-reader", "", ["burn", "open"]), ("reader", "", ["burn", "wipe", "open"]),
                ("reader", "?project=blue", ["wipe", "open"]), ("red-reader", "?project=true", ["burn", "open"]),
                ("red-reader", "?project=blue", []),
            ]
            for (caller, query, names) in seen {
                let list = try await api.send(.get, "/v1/runbooks\(query)", headers: NamedCallers.headers(caller))
                #expect(Set(list.json["runbooks"]?.array?.compactMap { $0["name"]?.string } ?? []) == Set(names))
            }
        }
    }
}
