import IngotModel
import Testing

@Suite struct `Several nodes at once` {
    private static func answer(_ statuses: Int...) -> ScriptedService.Answer {
        let results = statuses.enumerated().map { index, status -> JSONValue in
            var result: [String: JSONValue] = ["index": JSONValue(index), "status": JSONValue(status)]
            if status >= 400 { result["error"] = ["code": "node_locked", "message": "it is in other hands"] }
            return JSONValue(result)
        }
        return .init(body: JSONValue(["results": JSONValue(results)]).serialized())
    }

    static let cases: [VerbCase] = [
        VerbCase("node deploy a b", "POST /v1/bulk/states/provision", ["nodes": ["a", "b"], "target": "active"]),
        VerbCase("node manage a A b", "POST /v1/bulk/states/provision", ["nodes": ["a", "b"], "target": "manage"]),
        VerbCase(
            "node clean a b --runbook r", "POST /v1/bulk/states/provision",
            ["nodes": ["a", "b"], "target": "clean", "runbook": "r"]),
        VerbCase(
            "node rescue a b --rescue-password p", "POST /v1/bulk/states/provision",
            ["nodes": ["a", "b"], "target": "rescue", "rescue_password": "p"]),
        VerbCase(
            "node power off a b --power-timeout 9", "POST /v1/bulk/states/power",
            ["nodes": ["a", "b"], "target": "power off", "timeout": 9]),
        VerbCase(
            "node maintenance set a b --reason fan", "POST /v1/bulk/maintenance",
            ["nodes": ["a", "b"], "maintenance": true, "reason": "fan"]),
        VerbCase(
            "node maintenance unset a b", "POST /v1/bulk/maintenance", ["nodes": ["a", "b"], "maintenance": false]),
    ]

    @Test(arguments: cases)
    func `several nodes take one call`(_ verb: VerbCase) async throws {
        let service = ScriptedService([verb.call: [Self.answer(202, 202)]])
        let run = try await service.run(verb.line.split(separator: " ").map(String.init))
        #expect(run.exitCode == 0, "\(run.reports)")
        #expect(service.requests == [ScriptedService.Request(call: verb.call, body: verb.body)])
    }

    @Test func `a node that is refused is told, and the exit code says so`() async throws {
        let service = ScriptedService(["POST /v1/bulk/states/provision": [Self.answer(202, 409, 202)]])
        let run = try await service.run("node", "manage", "a", "b", "c")
        #expect(run.exitCode == 1)
        #expect(
            run.reports.contains("/v1/bulk/states/provision for node b was refused (409): it is in other hands"))
        #expect(run.reports.contains("1 of 3 nodes failed"))
        #expect(!run.reports.contains("node a"))
    }

    @Test func `a node that the answer does not speak of is not taken for served`() async throws {
        let service = ScriptedService(["POST /v1/bulk/states/provision": [Self.answer(202)]])
        let run = try await service.run("node", "manage", "a", "b")
        #expect(run.exitCode == 1)
        #expect(run.reports.contains("it says nothing about this node"))
    }

    @Test(arguments: [
        ScriptedService.Answer(status: 404),
        ScriptedService.Answer(
            status: 400, body: #"{"error_message": "{\"error_code\": \"too_many_items\", \"faultstring\": \"no\"}"}"#),
    ])
    func `a service without such a call is asked for one node after the other`(
        _ refusal: ScriptedService.Answer
    ) async throws {
        let service = ScriptedService(["POST /v1/bulk/states/provision": [refusal]])
        let run = try await service.run("node", "manage", "a", "b")
        #expect(run.exitCode == 0, "\(run.reports)")
        #expect(
            service.calls == [
                "POST /v1/bulk/states/provision", "PUT /v1/nodes/a/states/provision",
                "PUT /v1/nodes/b/states/provision",
            ])
    }

    @Test func `hundreds of nodes are asked in parts`() async throws {
        let part = ScriptedService.Answer(
            body: JSONValue([
                "results": JSONValue((0..<100).map { ["index": JSONValue($0), "status": 202] })
            ]).serialized())
        let service = ScriptedService(["POST /v1/bulk/maintenance": [part, .init(status: 500)]])
        let run = try await service.run(["node", "maintenance", "unset"] + (1...101).map { "n\($0)" })
        #expect(run.exitCode == 1)
        #expect(service.requests.map { $0.body?["nodes"]?.array?.count } == [100, 1])
        #expect(run.reports.contains("1 of 101 nodes failed"))
    }

    @Test func `all are waited for, and one that fails does not hide the others`() async throws {
        let states = { (states: String...) in
            states.map { state in
                let error = state.hasSuffix("failed") ? "\"no disk\"" : "null"
                return ScriptedService.Answer(body: #"{"provision_state": "\#(state)", "last_error": \#(error)}"#)
            }
        }
        let service = ScriptedService([
            "POST /v1/bulk/states/provision": [Self.answer(202, 202, 404)],
            "GET /v1/nodes/a/states": states("available", "deploying", "deploy failed"),
            "GET /v1/nodes/b/states": states("available", "deploying", "active"),
            "GET /v1/nodes/c/states": [.init(status: 404)],
        ])
        let run = try await service.run("node", "deploy", "a", "b", "c", "--wait", "60")
        #expect(run.exitCode == 1)
        #expect(run.reports.contains("Node a failed to reach active after 1 s; it is in deploy failed: no disk"))
        #expect(run.reports.contains("b [1.0 s] active"))
        #expect(run.reports.contains("for node c was refused (404)"))
        #expect(run.reports.contains("2 of 3 nodes failed"))
    }
}
