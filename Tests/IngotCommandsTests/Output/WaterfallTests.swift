import IngotModel
import Testing

@Suite struct `Waterfalls` {
    private static func timeline(comparison: String) -> String {
        """
        {"runs": [{"id": "r1", "verb": "active", "target": "active", "state": "failed", "error": "no boot",
          "started_at": "2026-03-01T12:30:45+00:00", "duration_seconds": 8.0, "steps": [], "spans": [
            {"id": "r", "depth": 0, "name": "active", "kind": "run", "outcome": "error", "offset_seconds": 0, "duration_seconds": 10},
            {"id": "q", "depth": 1, "name": "wait for a conductor", "kind": "queue", "outcome": "ok", "attributes": {}, "offset_seconds": 0, "duration_seconds": 2},
            {"id": "s0", "depth": 1, "name": "deploy.write", "kind": "step", "outcome": "ok", "attributes": {"actor": "agent"}, "offset_seconds": 2, "duration_seconds": 7},
            {"id": "w0", "depth": 2, "name": "agent at work", "kind": "work", "outcome": "ok", "attributes": {}, "offset_seconds": 2, "duration_seconds": 1},
            {"id": "w1", "depth": 2, "name": "wait for the agent's command", "kind": "wait", "outcome": "ok", "attributes": {}, "offset_seconds": 3, "duration_seconds": 6},
            {"id": "s1", "depth": 1, "name": "deploy.boot", "kind": "step", "outcome": "error", "attributes": {"actor": "conductor"}, "offset_seconds": 9.5, "duration_seconds": 0.5},
            {"id": "w2", "depth": 2, "name": "conductor at work", "kind": "work", "outcome": "ok", "attributes": {}, "offset_seconds": 9.5, "duration_seconds": 0.5}], "critical_path": [
            {"span_id": "q", "name": "wait for a conductor", "seconds": 2, "share": 0.2},
            {"span_id": "w0", "name": "agent at work", "seconds": 1, "share": 0.1},
            {"span_id": "w1", "name": "wait for the agent's command", "seconds": 6, "share": 0.6},
            {"span_id": "w2", "name": "conductor at work", "seconds": 0.5, "share": 0.05}],
          "comparison": \(comparison)}]}
        """
    }

    private static let usual = """
        {"alike_in": "model", "runs": 12, "usual_seconds": 3.2, "ratio": 2.5,
         "steps": [{"index": 0, "step": "deploy.write", "ratio": 3.1}]}
        """

    @Test func `a run is drawn with its waits, its critical path, and what took longest`() async throws {
        let service = ScriptedService([
            "GET /v1/nodes/n/timeline": [.init(body: Self.timeline(comparison: Self.usual))]
        ])
        #expect(
            try await service.run("node", "timeline", "n").output == """
                active: failed, 2026-03-01 12:30:45, 8.0 s
                * wait for a conductor             2.0 s  │░░░░░░░░░░░░                                            │
                  deploy.write (agent)             7.0 s  │           ────────────────────────────────────────     │
                *   agent at work                  1.0 s  │           ██████                                       │
                *   wait for the agent's command   6.0 s  │                ░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░     │
                  deploy.boot (conductor) ✗       500 ms  │                                                     ───│
                *   conductor at work             500 ms  │                                                     ███│
                Error: no boot
                Longest: deploy.write, wait for the agent's command, 6.0 s (60 % of the run); the step was 3.1 times slower \
                than usual. The run was 2.5 times slower than usual (3.2 s, the median of 12 runs on machines of the same \
                model).

                """)
    }

    @Test(arguments: [
        ("null", "Longest: deploy.write, wait for the agent's command, 6.0 s (60 % of the run)."),
        (
            #"{"alike_in": "driver", "runs": 2, "usual_seconds": 0, "ratio": null, "why_not": "it is", "steps": []}"#,
            "The run is not judged by its time, as it is (usual are 0 ms, the median of 2 runs on machines of the same driver)."
        ),
        (
            #"{"alike_in": "driver", "runs": 0, "usual_seconds": null, "ratio": null, "why_not": "it is", "steps": []}"#,
            "(60 % of the run). The run is not judged by its time, as it is."
        ),
        (
            #"{"alike_in": "driver_and_resource_class", "runs": 2, "usual_seconds": 16, "ratio": 0.5, "steps": []}"#,
            "The run was 2 times faster than usual (16.0 s, the median of 2 runs on machines of the same driver and resource"
        ),
        (
            #"{"alike_in": "model", "runs": 1, "usual_seconds": 8, "ratio": 1.04, "steps": []}"#,
            "The run took as long as usual (8.0 s, the median of one run on machines of the same model)."
        ),
    ])
    func `the last line tells as much as is known`(_ comparison: String, _ words: String) async throws {
        let service = ScriptedService([
            "GET /v1/nodes/n/timeline": [.init(body: Self.timeline(comparison: comparison))]
        ])
        let output = try await service.run("node", "timeline", "n").output
        #expect(output.contains(words), "\(output)")
    }

    @Test(arguments: [(-3.0, 1.0), (-1.0, 20.0), (11.0, 4.0), (3.0, -2.0), (-1e300, 1.0), (1e300, 1.0)])
    func `a span of a clock that goes wrong is drawn within the run`(_ offset: Double, _ length: Double) async throws {
        let body = """
            {"runs": [{"id": "r1", "verb": "active", "target": "active", "state": "finished", "error": null,
              "started_at": "2026-03-01T12:30:45+00:00", "duration_seconds": 10.0, "steps": [], "comparison": null, "spans": [
                {"id": "r", "depth": 0, "name": "active", "kind": "run", "outcome": "ok", "offset_seconds": 0, "duration_seconds": 10},
                {"id": "w", "depth": 1, "name": "early", "kind": "work", "outcome": "ok", "attributes": {}, "offset_seconds": \(offset),
                 "duration_seconds": \(length)}], "critical_path": []}]}
            """
        let service = ScriptedService(["GET /v1/nodes/n/timeline": [.init(body: body)]])
        let output = try await service.run("node", "timeline", "n").output
        let bar = try #require(output.split(separator: "\n").first { $0.contains("early") }?.split(separator: "│").last)
        #expect(bar.contains("█"))
        #expect(output.split(separator: "\n").allSatisfy { $0.count <= 100 }, "\(output)")
    }

    @Test func `traces are printed as the service gave them`() async throws {
        let service = ScriptedService(["GET /v1/nodes/n/timeline": [.init(body: #"{"resourceSpans": []}"#)]])
        #expect(try await service.run("node", "timeline", "n", "--otlp").output == #"{"resourceSpans":[]}"# + "\n")
        #expect(service.calls == ["GET /v1/nodes/n/timeline?format=otlp"])
    }
}
