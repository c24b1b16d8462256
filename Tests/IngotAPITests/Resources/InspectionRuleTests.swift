import HTTPTypes
import IngotModel
import Testing

struct InspectionRuleTests {
    static let actions: JSONValue = [["op": "set-attribute", "args": ["path": "/extra/a", "value": 1]]]

    private static func condition(_ op: JSONValue, _ arguments: JSONValue) -> JSONValue {
        ["actions": actions, "conditions": [["op": op, "args": arguments]]]
    }

    /// The body and the status.
    static let creations: [(JSONValue, Int)] = [
        ([:], 400), (["actions": []], 400), (["actions": actions], 201), (["actions": actions, "phase": nil], 400),
        (["actions": actions, "phase": "late"], 400), (["actions": actions, "phase": "main"], 201),
        (["actions": actions, "priority": "5"], 201), (["actions": actions, "priority": "much"], 400),
        (["actions": actions, "priority": nil], 400),
        (["actions": actions, "conditions": nil], 400), (["actions": actions, "priority": 10000], 400),
        (["actions": actions, "priority": -1], 400),
        (["actions": actions, "colour": 1], 400), (["actions": actions, "scope": "x"], 400),
        (["actions": [["op": "dance", "args": [:]]]], 400), (["actions": [["op": "fail"]]], 400),
        (["actions": [["op": "fail", "args": [:]]]], 400), (["actions": [["op": "fail", "args": "x"]]], 400),
        (["actions": [["op": "fail", "args": ["msg": "x", "more": 1]]]], 400),
        (["actions": [["op": "fail", "args": ["x"]]]], 201), (["actions": [["op": "fail", "args": ["x", "y"]]]], 400),
        (["actions": [["op": "log", "args": ["msg": "x", "level": "info"], "loop": ["a"]]]], 201),
        (["actions": [["op": "log", "args": ["msg": "x"], "loop": 5]]], 400),
        (condition("eq", ["values": [1, 1]]), 201),
        (condition("!eq", ["values": [1, 1], "force_strings": true]), 201),
        (condition("eq", ["value": 1]), 400), (condition("in-net", ["address": "a", "subnet": "b"]), 201),
        (condition("in-net", ["address": "a"]), 400), (condition("one-of", ["value": 1, "values": [1]]), 201),
        (condition("fail", ["msg": "x"]), 400),
        (["actions": actions, "conditions": [["op": "is-true", "args": ["value": 1], "multiple": "some"]]], 400),
        (["actions": [["op": "!fail", "args": ["msg": "x"]]]], 400),
    ]

    @Test(arguments: creations)
    func `new rules are checked by what their operators take`(body: JSONValue, status: Int) async throws {
        try await APIFixture.run { api in
            let answer = try await api.send(.post, "/v1/inspection_rules", body)
            #expect(answer.status == status, "\(answer.text)")
        }
    }

    @Test func `a sensitive rule hides what it does, for good`() async throws {
        try await APIFixture.run { api in
            let made = try await api.send(.post, "/v1/inspection_rules", ["actions": Self.actions])
            #expect(made.json["conditions"] == [])
            let uuid = try #require(made.json["uuid"]?.string)
            let path = "/v1/inspection_rules/\(uuid)"
            #expect(made.header("Location") == "http://localhost\(path)")
            #expect(
                made.json["links"]?.array?.first?["href"] == .string("http://localhost/v1/inspection/\(uuid)"))
            let hide: JSONValue = [["op": "replace", "path": "/sensitive", "value": true]]
            let hidden = try await api.send(.patch, path, hide)
            #expect(hidden.json["actions"] == .null)
            #expect(hidden.json["conditions"] == .null)
            let patches: [(JSONValue, Int)] = [
                ([["op": "replace", "path": "/sensitive", "value": false]], 400),
                ([["op": "remove", "path": "/actions"]], 400), ([["op": "remove", "path": "/phase"]], 400),
                ([["op": "replace", "path": "/uuid", "value": "2c7f0d5e-6c2c-4a3f-9d4a-000000000001"]], 400),
                ([["op": "add", "path": "/actions/0/args/value", "value": 2]], 200),
                ([["op": "add", "path": "/actions/0/args/colour", "value": 2]], 400),
            ]
            for (patch, status) in patches {
                let answer = try await api.send(.patch, path, patch)
                #expect(answer.status == status, "\(patch): \(answer.text)")
            }
            #expect(try await api.send(.delete, "/v1/inspection_rules").status == 405)
            #expect(try await api.get("/v1/inspection_rules/first").status == 400)
            for marker in ["first", "2c7f0d5e-6c2c-4a3f-9d4a-000000000001"] {
                #expect(try await api.get("/v1/inspection_rules?marker=\(marker)").status == 404)
            }
        }
    }
}
