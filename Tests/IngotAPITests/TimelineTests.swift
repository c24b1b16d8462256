import IngotModel
import IngotStorage
import Testing

struct TimelineTests {
    @Test func `the timeline tells what became of each step`() async throws {
        try await APIFixture.run { api in
            let node = try await api.node("oak")
            let start = api.clock.now
            let names = ["prepare", "write", "reboot"]
            let plan = Plan(
                verb: "active", from: .available, target: .active,
                steps: names.map { PlannedStep(Step(.deploy, $0), by: .agent, .resumable, because: "asked for") })
            var run = Run(
                node: node.id, kind: .provision(.active), arguments: [:], plan: plan, requestedAt: start,
                startedAt: start + .seconds(1))
            run.state = .suspended
            let stored = run
            try await api.store.write { transaction in
                try transaction.runs.insert(stored)
                let entries: [(JournalEntry.Kind, Int?, Int, String?)] = [
                    (.started, 0, 1, nil), (.finished, 0, 3, "disk chosen"), (.started, 1, 4, nil),
                    (.suspended, 1, 5, nil), (.observed, 1, 6, "42 %"),
                ]
                for (kind, step, second, detail) in entries {
                    _ = try transaction.journal.append(
                        stored.id, kind: kind, at: start + .seconds(second), stepIndex: step, ticket: nil,
                        detail: detail,
                        under: nil)
                }
            }
            api.clock.advance(by: .seconds(10))
            let answer = try await api.get("/v1/nodes/oak/timeline")
            #expect(answer.status == 200, "\(answer.text)")
            let shown = try #require(answer.json["runs"]?[0])
            #expect(shown["verb"] == "active")
            #expect(shown["state"] == "suspended")
            #expect(shown["target"] == "active")
            let states = shown["steps"]?.array?.compactMap { $0["state"]?.string }
            #expect(states == ["finished", "waiting", "pending"])
            #expect(shown["steps"]?[0]?["duration_seconds"] == 2.0)
            #expect(shown["steps"]?[0]?["detail"] == "disk chosen")
            #expect(shown["steps"]?[1]?["detail"] == "42 %")
            #expect(shown["steps"]?[1]?["finished_at"] == .null)
            #expect(shown["entries"]?.array?.count == 5)
            #expect(shown["entries"]?[4]?["kind"] == "observed")
            let spans = shown["spans"]?.array ?? []
            #expect(spans.first?["kind"] == "run" && spans.first?["finished_at"] == .null)
            let steps = spans.filter { $0["kind"] == "step" }
            #expect(steps.map { $0["name"] } == ["deploy.prepare", "deploy.write"])
            #expect(steps.last?["events"]?[0]?["detail"] == "42 %")
            #expect(shown["critical_path"]?.array?.isEmpty == false)
            #expect(shown["comparison"] == .null)
            let trace = try await api.get("/v1/nodes/oak/timeline?format=otlp")
            #expect(trace.json["resourceSpans"]?[0]?["scopeSpans"]?[0]?["spans"]?.array?.count == spans.count)
            #expect(try await api.get("/v1/nodes/oak/timeline?format=xml").status == 400)
            let one = try await api.get("/v1/nodes/oak/timeline?run=\(run.id)")
            #expect(one.json == answer.json)
        }
    }

    @Test func `a plan is what the conductor says`() async throws {
        let plan: JSONValue = ["verb": "provide", "steps": [], "reboots": 1]
        try await APIFixture.run(ScriptedConductor { $0.kind == .plan(.provide) ? (.accepted, plan) : (.refused, [:]) })
        {
            api in
            try await api.node("oak")
            #expect(try await api.get("/v1/nodes/oak/plan?target=provide").json == plan)
        }
    }
}
