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

    @Test(arguments: [("administrator", 4, 40.0), ("red-reader", 2, 15.0), ("blue-manager", nil, nil)])
    func `runs are compared with those of nodes that the caller may see`(
        _ caller: String, _ runs: Int?, _ usual: Double?
    ) async throws {
        try await APIFixture.run(access: NamedCallers.access) { api in
            // Blue leases the node that is looked at, and had nothing done to any.
            let node = try await api.node("oak") { ($0.owner, $0.lessee) = ("red", "blue") }
            let start = api.clock.now
            for (owner, seconds) in [("green", 60), ("red", 10), ("green", 60), ("red", 20), ("red", 30)] {
                let own = try await api.node { $0.owner = owner }
                let target = seconds == 30 ? node : own
                let plan = Plan(verb: "manage", from: .enroll, target: .manageable, steps: [])
                var run = Run(
                    node: target.id, kind: .provision(.manage), arguments: [:], plan: plan, requestedAt: start,
                    startedAt: start)
                run.machine = MachineKind(of: target)
                run.owner = owner
                run.state = .finished
                run.finishedAt = start + .seconds(seconds)
                let stored = run
                try await api.store.write { try $0.runs.insert(stored) }
            }
            let answer = try await api.send(
                .get, "/v1/nodes/\(node.id)/timeline", headers: NamedCallers.headers(caller))
            let comparison = answer.json["runs"]?[0]?["comparison"]
            #expect(comparison?["runs"]?.integer == runs, "\(answer.text)")
            #expect(comparison?["usual_seconds"]?.number == usual)
        }
    }

    @Test(arguments: [("administrator", nil), ("red-manager", "red")] as [(String, String?)])
    func `a plan's estimate is asked for from the runs that the caller may see`(
        _ caller: String, _ project: String?
    ) async throws {
        let conductor = ScriptedConductor { (.accepted, ["arguments": .object($0.arguments)]) }
        try await APIFixture.run(conductor, access: NamedCallers.access) { api in
            let node = try await api.node { $0.owner = "red" }
            let answer = try await api.send(
                .get, "/v1/nodes/\(node.id)/plan?target=manage", headers: NamedCallers.headers(caller))
            #expect(answer.status == 200, "\(answer.text)")
            #expect(answer.json["arguments"]?[NodeRequest.learningProject]?.string == project)
        }
    }

    @Test(arguments: ["plan?target=manage", "timeline", "lease", "queue"])
    func `Ingot's own routes take a node's name from callers of any version`(_ path: String) async throws {
        try await APIFixture.run(.willing) { api in
            try await api.node("oak")
            for version in [nil, 1, 4, 60] {
                let answer = try await api.get("/v1/nodes/oak/\(path)", version: version)
                #expect(answer.status == 200, "\(version ?? 0): \(answer.text)")
            }
            #expect(try await api.get("/v1/nodes/oak", version: nil).status == 404)
            let bulk = try await api.send(
                .post, "/v1/bulk/maintenance", ["nodes": ["oak"], "maintenance": true], version: nil)
            #expect(bulk.json["succeeded"] == 1, "\(bulk.text)")
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
