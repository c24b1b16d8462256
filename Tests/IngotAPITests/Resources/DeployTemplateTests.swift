import HTTPTypes
import IngotModel
import Testing

struct DeployTemplateTests {
    static let step: JSONValue = ["interface": "raid", "step": "create", "args": [:], "priority": 10]

    /// The body and the status.
    static let creations: [(JSONValue, Int)] = [
        ([:], 400), (["name": "CUSTOM_A"], 400), (["name": "CUSTOM_A", "steps": []], 400),
        (["name": "gold", "steps": [step]], 400), (["name": "HW_CPU_X86_AVX2", "steps": [step]], 201),
        (["name": "CUSTOM_A", "steps": [step, step]], 400), (["name": "CUSTOM_A", "steps": ["x"]], 400),
        (["name": "CUSTOM_A", "steps": [["interface": "raid", "step": "create", "args": [:]]]], 400),
        (["name": "CUSTOM_A", "steps": [["interface": "tea", "step": "x", "args": [:], "priority": 1]]], 400),
        (["name": "CUSTOM_A", "steps": [["interface": "raid", "step": "x", "args": [:], "priority": -1]]], 400),
        (["name": "CUSTOM_A", "steps": [step], "description": "kept by nobody"], 201),
        (["name": "CUSTOM_A", "steps": [step], "description": 5], 400),
        (["name": "CUSTOM_A", "steps": [step], "colour": 1], 400),
    ]

    @Test(arguments: creations)
    func `new templates are checked`(body: JSONValue, status: Int) async throws {
        try await APIFixture.run { api in
            let answer = try await api.send(.post, "/v1/deploy_templates", body)
            #expect(answer.status == status, "\(answer.text)")
            #expect(answer.json["description"] == nil)
        }
    }

    @Test func `a template goes by its name, and hides the secrets of its steps`() async throws {
        try await APIFixture.run { api in
            let steps: JSONValue = [
                ["interface": "bios", "step": "apply", "args": ["password": "s3cret", "a": 1], "priority": "20"]
            ]
            let body: JSONValue = ["name": "CUSTOM_A", "steps": steps]
            #expect(try await api.send(.post, "/v1/deploy_templates", body).status == 201)
            #expect(try await api.send(.post, "/v1/deploy_templates", body).status == 409)
            let shown = try await api.get("/v1/deploy_templates/CUSTOM_A").json["steps"]?.array?.first
            #expect(shown?["args"] == ["password": "******", "a": 1])
            #expect(shown?["priority"] == 20)
            #expect(try await api.get("/v1/deploy_templates?marker=CUSTOM_A").json["deploy_templates"] == [])
            let patches: [(JSONValue, Int)] = [
                ([["op": "add", "path": "/description", "value": "x"]], 400),
                ([["op": "replace", "path": "/name", "value": "gold"]], 400),
                ([["op": "remove", "path": "/steps"]], 400), ([["op": "remove", "path": "/name"]], 400),
                ([["op": "replace", "path": "/steps/0/priority", "value": 30]], 200),
                ([["op": "add", "path": "/steps/-", "value": Self.step]], 200),
                ([["op": "add", "path": "/steps/-", "value": Self.step]], 400),
            ]
            for (patch, status) in patches {
                let answer = try await api.send(.patch, "/v1/deploy_templates/CUSTOM_A", patch)
                #expect(answer.status == status, "\(patch): \(answer.text)")
            }
            #expect(try await api.send(.delete, "/v1/deploy_templates/CUSTOM_A").status == 204)
        }
    }
}
