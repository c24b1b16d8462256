import IngotHardware
import IngotModel
import Testing

@testable import IngotConductor
@testable import IngotStorage

/// Steps that an operator wants never done.
struct DisallowedStepTests {
    private static let raw: JSONValue = ["interface": "vendor", "step": "send_raw", "args": [:], "priority": 5]

    struct Wish: Sendable, CustomTestStringConvertible {
        var verb: Verb
        var state: ProvisionState
        var phase: StepPhase
        var testDescription: String { verb.rawValue }
    }

    static let wishes = [
        Wish(verb: .clean, state: .manageable, phase: .clean), Wish(verb: .active, state: .available, phase: .deploy),
        Wish(verb: .rebuild, state: .active, phase: .deploy), Wish(verb: .service, state: .active, phase: .service),
    ]

    @Test(arguments: wishes)
    func `callers who ask for one are refused, and told by which setting`(_ wish: Wish) async throws {
        let lab = try await Lab()
        try await lab.addFakeNode(in: wish.state)
        let id = try await lab.ask(.provision(wish.verb), ["\(wish.phase.rawValue)_steps": [Self.raw]])
        let peer = try await Peer("lab", in: lab) { _ in }
        await peer.work()
        let reply = try #require(try await lab.request(id)?.reply)
        #expect(reply["status"] == 400 && reply["code"] == "step_not_allowed", "\(reply)")
        for word in ["vendor.send_raw", "\(wish.phase.rawValue).disallowed_steps"] {
            #expect(reply["message"]?.string?.contains(word) == true, "\(reply)")
        }
        #expect(try await lab.current()?.provisionState == wish.state)
    }

    @Test func `a runbook that has one is refused to those who name it`() async throws {
        let lab = try await Lab()
        try await lab.addFakeNode(in: .manageable)
        var runbook = Runbook(id: .random(), name: "CUSTOM_RAW", createdAt: lab.clock.now)
        runbook.steps = [Self.raw]
        let added = runbook
        try await lab.store.write { try $0.runbooks.insert(added) }
        let id = try await lab.ask(.provision(.clean), ["runbook": .string(runbook.id.text)])
        await (try await Peer("lab", in: lab) { _ in }).work()
        #expect(try await lab.request(id)?.reply?["code"] == "step_not_allowed")
    }

    @Test func `a run ends whose step is not allowed any more when the agent has told its steps`() async throws {
        let lab = try await Lab()
        try await lab.addNode(in: .manageable)
        let steps: JSONValue = [["interface": "deploy", "step": "erase", "args": [:]]]
        let request = try #require(try await lab.request(try await lab.ask(.provision(.clean), ["clean_steps": steps])))
        let before = try await Peer("lab", in: lab).surroundings
        let admitted = try #require(try await Admission(surroundings: before).process(request))
        #expect(admitted.run.plan.steps.map(\.step.name) == ["ask", "erase"])
        try await RunRecords(surroundings: before).handOver(admitted.run, under: admitted.lease)
        let after = try await Peer("lab", in: lab) { $0.disallowedSteps[in: .clean].insert("deploy.erase") }
            .surroundings
        let taken = try #require(try await RunRecords(surroundings: after).takeUp(admitted.run.id))
        await Runner(surroundings: after, isStopping: { false }).drive(taken.run, under: taken.lease)
        let node = try #require(try await lab.current())
        #expect(node.provisionState == .cleanFailed)
        #expect(node.lastError?.contains("clean.disallowed_steps") == true, "\(node.lastError ?? "")")
        #expect(lab.world.effects == ["ask"])
    }

    @Test func `what interfaces and deploy templates offer is left out`() async throws {
        let lab = try await Lab()
        try await lab.addFakeNode(in: .available) {
            $0.traits = ["CUSTOM_A"]
            $0.instanceInfo["traits"] = ["CUSTOM_A"]
        }
        var template = DeployTemplate(id: .random(), name: "CUSTOM_A", createdAt: lab.clock.now)
        template.steps = [Self.raw, ["interface": "power", "step": "reboot", "args": [:], "priority": 150]]
        let added = template
        try await lab.store.write { try $0.deployTemplates.insert(added) }
        _ = try await lab.ask(.provision(.active))
        let peer = try await Peer("lab", in: lab) { $0.disallowedSteps[in: .deploy].insert("deploy.deploy") }
        while await peer.work() > 0 {}
        let id = lab.node
        let run = try #require(try await lab.store.read { try $0.runs.list(id, limit: 1) }.first)
        #expect(run.plan.steps.map(\.step.qualifiedName) == ["power.reboot"])
        #expect(run.plan.notes.contains { $0.contains("vendor.send_raw is left out") })
    }
}
