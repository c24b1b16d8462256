import IngotModel
import Testing

@testable import IngotConductor

/// What a caller sees of verbs: acceptance, refusal, failure, and what is written down on the way.
struct VerbTests {
    @Test func `a deployment goes through its steps in order and its journal tells`() async throws {
        let lab = try await Lab()
        try await lab.addNode(in: .available)
        let request = try await lab.ask(.provision(.active))
        await (try lab.conductor()).settle()
        #expect(lab.world.effects == ["prepare", "write", "boot"])
        #expect(try await lab.request(request)?.state == .accepted)
        let kinds = try await lab.journal().map { "\($0.stepIndex ?? -1) \($0.kind.rawValue)" }
        #expect(
            kinds == ["0 started", "0 finished", "1 started", "1 suspended", "1 finished", "2 started", "2 finished"])
        let node = try #require(try await lab.current())
        #expect(node.deployStep == [:])
        #expect(node.conductor == "lab")
    }

    @Test func `steps that the agent tells of on the way are planned in`() async throws {
        let lab = try await Lab()
        try await lab.addNode(in: .manageable)
        _ = try await lab.ask(.provision(.provide))
        await (try lab.conductor()).settle()
        #expect(lab.world.effects == ["ask", "erase"])
        #expect(try await lab.current()?.provisionState == .available)
    }

    @Test func `a node whose automated cleaning is off is provided without a step`() async throws {
        let lab = try await Lab()
        try await lab.addNode(in: .manageable) { $0.automatedClean = false }
        _ = try await lab.ask(.provision(.provide))
        await (try lab.conductor()).settle()
        #expect(lab.world.effects.isEmpty)
        #expect(try await lab.current()?.provisionState == .available)
    }

    @Test func `a failed step leaves the failure state and an error that names stage, cause and remedy`() async throws {
        let lab = try await Lab(failure: "write")
        try await lab.addNode(in: .available)
        _ = try await lab.ask(.provision(.active))
        await (try lab.conductor()).settle()
        let node = try #require(try await lab.current())
        #expect(node.provisionState == .deployFailed)
        #expect(node.targetProvisionState == .active)
        let error = try #require(node.lastError)
        for part in ["deploy.write", "2 of 3", "agent", "the disk is on fire", "change it"] {
            #expect(error.contains(part))
        }
    }

    @Test(arguments: [("erase", true), ("ask", false)])
    func `a cleaning puts the node into maintenance when one of its steps fails, not when it never comes to them`(
        _ failure: String, _ isInMaintenance: Bool
    ) async throws {
        let lab = try await Lab(failure: failure)
        try await lab.addNode(in: .manageable)
        _ = try await lab.ask(.provision(.provide))
        await (try lab.conductor()).settle()
        let node = try #require(try await lab.current())
        #expect(node.provisionState == .cleanFailed)
        #expect(node.inMaintenance == isInMaintenance)
        #expect(node.fault == (isInMaintenance ? "clean failure" : nil))
    }

    @Test func `undeploying forgets the instance and cleans the machine`() async throws {
        let lab = try await Lab()
        try await lab.addNode(in: .active) { $0.instanceID = "11111111-2222-4333-8444-555555555555" }
        _ = try await lab.ask(.provision(.deleted))
        await (try lab.conductor()).settle()
        let node = try #require(try await lab.current())
        #expect(node.provisionState == .available)
        #expect(node.instanceID == nil)
        #expect(node.instanceInfo.isEmpty)
        #expect(node.powerState == .off)
        #expect(lab.world.effects == ["ask", "erase"])
    }

    struct Refusal: Sendable, CustomTestStringConvertible {
        var verb: Verb
        var state: ProvisionState
        var status: Int
        var says: String
        var change: @Sendable (inout Node) -> Void = { _ in }
        var testDescription: String { "\(verb.rawValue) in \(state.rawValue): \(says)" }
    }

    @Test(arguments: [
        Refusal(verb: .active, state: .enroll, status: 400, says: "possible: manage"),
        Refusal(verb: .active, state: .available, status: 400, says: "image_source", change: { $0.instanceInfo = [:] }),
        Refusal(
            verb: .active, state: .available, status: 400, says: "maintenance", change: { $0.inMaintenance = true }),
        Refusal(verb: .deleted, state: .active, status: 403, says: "protected", change: { $0.isProtected = true }),
        Refusal(verb: .provide, state: .manageable, status: 400, says: "retired", change: { $0.isRetired = true }),
        Refusal(verb: .abort, state: .active, status: 400, says: "cannot be aborted"),
    ])
    func `what cannot be done is refused with its reason and changes nothing`(_ refusal: Refusal) async throws {
        let lab = try await Lab()
        try await lab.addNode(in: refusal.state, change: refusal.change)
        let before = try await lab.current()
        let id = try await lab.ask(.provision(refusal.verb))
        await (try lab.conductor()).settle()
        let request = try #require(try await lab.request(id))
        #expect(request.state == .refused)
        #expect(request.reply?["status"]?.integer == refusal.status)
        #expect(request.reply?["message"]?.string?.contains(refusal.says) == true)
        #expect(try await lab.current() == before)
    }

    @Test func `the executed plan is the dry run's`() async throws {
        let lab = try await Lab()
        try await lab.addNode(in: .available)
        let dry = try await lab.ask(.plan(.active))
        await (try lab.conductor()).settle()
        _ = try await lab.ask(.provision(.active))
        await (try lab.conductor()).settle()
        let reply = try #require(try await lab.request(dry)?.reply)
        let id = lab.node
        let run = try #require(try await lab.store.read { try $0.runs.list(id, limit: 1) }.first)
        #expect(Plan(json: reply)?.steps.map(\.step) == run.plan.steps.map(\.step))
    }

    @Test func `a power request that goes well leaves no error of an earlier one`() async throws {
        let lab = try await Lab()
        try await lab.addFakeNode(in: .active) { $0.lastError = "the BMC did not answer" }
        _ = try await lab.ask(.power(.on))
        await (try lab.conductor()).settle()
        let node = try #require(try await lab.current())
        #expect(node.powerState == .on)
        #expect(node.lastError == nil)
    }

    @Test func `a wait beyond its deadline fails with the last evidence`() async throws {
        let lab = try await Lab()
        try await lab.addNode(in: .deployWait) { $0.targetProvisionState = .active }
        let step = PlannedStep(Step(.deploy, "write"), by: .agent, .resumable, because: "it hangs")
        let plan = Plan(verb: "active", from: .available, target: .active, steps: [step])
        var run = Run(
            node: lab.node, kind: .provision(.active), arguments: [:], plan: plan, requestedAt: lab.clock.now,
            startedAt: lab.clock.now)
        run.state = .suspended
        run.wakeAt = lab.clock.now
        run.deadline = lab.clock.now
        let hanging = run
        let mark = "\(run.id)/0"
        try await lab.store.write { transaction in
            try transaction.runs.insert(hanging)
            _ = try transaction.journal.append(
                hanging.id, kind: .suspended, at: lab.clock.now, stepIndex: 0, ticket: ["job": "write"],
                detail: "write is running", under: nil)
        }
        lab.world.begin("write", mark)
        await (try lab.conductor()).settle()
        let node = try #require(try await lab.current())
        #expect(node.provisionState == .deployFailed)
        let error = try #require(node.lastError)
        for part in ["waited too long", "write is running", "no agent has been heard of"] {
            #expect(error.contains(part))
        }
    }

    @Test(arguments: [(true, ProvisionState.deployFailed), (false, .deployFailed)])
    func `an abort ends the wait, at once or after a step that must not be broken off`(
        _ isAbortable: Bool, _ end: ProvisionState
    ) async throws {
        let lab = try await Lab()
        try await lab.addNode(in: .deployWait) { $0.targetProvisionState = .active }
        let step = PlannedStep(
            Step(.deploy, "write", isAbortable: isAbortable), by: .agent, .resumable, because: "it runs")
        let plan = Plan(verb: "active", from: .available, target: .active, steps: [step])
        var run = Run(
            node: lab.node, kind: .provision(.active), arguments: [:], plan: plan, requestedAt: lab.clock.now,
            startedAt: lab.clock.now)
        run.state = .suspended
        run.wakeAt = lab.clock.now + .seconds(5)
        let waiting = run
        let mark = "\(run.id)/0"
        try await lab.store.write { transaction in
            try transaction.runs.insert(waiting)
            _ = try transaction.journal.append(
                waiting.id, kind: .suspended, at: lab.clock.now, stepIndex: 0, ticket: ["job": "write"], detail: nil,
                under: nil)
        }
        lab.world.begin("write", mark)
        _ = try await lab.ask(.provision(.abort))
        await (try lab.conductor()).settle()
        let node = try #require(try await lab.current())
        #expect(node.provisionState == end)
        #expect(node.lastError?.contains("abort") == true)
        #expect(lab.world.isDone(mark) == !isAbortable)
    }
}
