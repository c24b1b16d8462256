import IngotModel
import IngotStorage
import Testing

@testable import IngotConductor

/// The jobs that find nodes in a state which nothing would ever end.
struct RepairTests {
    struct Stuck: Sendable, CustomTestStringConvertible {
        var state: ProvisionState
        var end: ProvisionState
        var testDescription: String { state.rawValue }
    }

    static let stuck = [
        Stuck(state: .verifying, end: .enroll), Stuck(state: .inspecting, end: .inspectFailed),
        Stuck(state: .cleaning, end: .cleanFailed), Stuck(state: .cleanHold, end: .cleanFailed),
        Stuck(state: .deploying, end: .deployFailed), Stuck(state: .deployHold, end: .deployFailed),
        Stuck(state: .servicing, end: .serviceFailed), Stuck(state: .serviceHold, end: .serviceFailed),
        Stuck(state: .rescuing, end: .rescueFailed), Stuck(state: .unrescuing, end: .unrescueFailed),
        Stuck(state: .deleting, end: .error), Stuck(state: .adopting, end: .adoptFailed),
    ]

    @Test(arguments: stuck, [true, false])
    func `a node at work without a run fails where it stands, and says so`(
        _ stuck: Stuck, _ showsStep: Bool
    ) async throws {
        let lab = try await JobLab()
        let id = try await lab.add(stuck.state) { $0.show(showsStep ? Self.step : nil) }
        let job = StuckNodes(nodes: lab.nodes())
        #expect(try await job.tick() == 0)
        lab.clock.advance(by: .seconds(61))
        #expect(try await job.tick() == 1)
        let node = try #require(try await lab.find(id))
        #expect(node.provisionState == stuck.end)
        #expect(node.lastError?.contains("\(stuck.state.rawValue): no run works on this node") == true)
        #expect(node.inMaintenance == (showsStep && [.cleaning, .servicing].contains(stuck.state)))
        #expect(try await lab.history(id).map(\.event) == [node.lastError])
        #expect(try await lab.store.read { try $0.leases.find(id) } == nil)
        #expect(try await job.tick() == 0)
        #expect(try await lab.find(id) == node)
    }

    private static let step = Step(.deploy, "erase_devices", priority: 10)

    @Test(arguments: ProvisionState.allCases.filter(\.isWaiting), [true, false])
    func `a node that waits without a run fails when its time is up, and is held only for a step that was being done`(
        _ state: ProvisionState, _ showsStep: Bool
    ) async throws {
        let lab = try await JobLab()
        let id = try await lab.add(state) { $0.show(showsStep ? Self.step : nil) }
        let job = TimeOuts(nodes: lab.nodes())
        let limit = lab.surroundings.settings.wait(in: state)
        lab.clock.advance(by: limit)
        #expect(try await job.tick() == 0)
        lab.clock.advance(by: .seconds(1))
        #expect(try await job.tick() == 1)
        let node = try #require(try await lab.find(id))
        #expect(node.provisionState.isFailure)
        #expect(node.inMaintenance == (showsStep && [.cleanWait, .serviceWait].contains(state)))
        #expect(node.lastError?.contains("no agent has been heard of") == true)
        #expect(try await job.tick() == 0)
    }

    @Test func `a run that nothing would wake is looked at, and one of a held node is not`() async throws {
        let lab = try await JobLab()
        let (forgotten, held) = (try await lab.add(.cleanWait), try await lab.add(.cleanHold))
        for id in [forgotten, held] { try await lab.run(id) { $0.wakeAt = nil } }
        let job = TimeOuts(nodes: lab.nodes())
        #expect(try await job.tick() == 1)
        let now = lab.clock.now
        #expect(try await lab.store.read { try $0.runs.active(forgotten)?.wakeAt } == now)
        #expect(try await lab.store.read { try $0.runs.active(held)?.wakeAt } == nil)
        #expect(try await job.tick() == 0)
    }

    struct Exempt: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var prepare: @Sendable (JobLab, NodeID) async throws -> Void = { _, _ in }
        var owns: NodeOwnership = { _, _, _ in true }
    }

    static let exempt = [
        Exempt(testDescription: "held", prepare: { try await $0.hold($1) }),
        Exempt(testDescription: "with a run", prepare: { try await $0.run($1) }),
        Exempt(testDescription: "another conductor's", owns: { _, _, _ in false }),
    ]

    @Test(arguments: exempt)
    func `a node of others is left alone`(_ node: Exempt) async throws {
        let lab = try await JobLab()
        let ids = [
            try await lab.add(.deploying), try await lab.add(.cleanWait),
            try await lab.add(.cleanFailed) { $0.cleanStep = ["step": "erase"] },
        ]
        lab.clock.advance(by: .seconds(10_000))
        for id in ids { try await node.prepare(lab, id) }
        let nodes = lab.nodes(owns: node.owns)
        for job in [StuckNodes(nodes: nodes), TimeOuts(nodes: nodes), CleaningFailures(nodes: nodes)]
            as [any PeriodicJob]
        {
            #expect(try await job.tick() == 0, "\(job.name)")
        }
        for id in ids { #expect(try await lab.find(id)?.revision == 0) }
    }

    @Test func `a node that has failed shows no step as being done`() async throws {
        let lab = try await JobLab()
        let id = try await lab.add(.cleanFailed) { node in
            node.cleanStep = ["step": "erase"]
            node.driverInternalInfo[Abortion.mark] = true
            node.inMaintenance = true
            node.fault = "clean failure"
            node.lastError = "the disk is on fire"
        }
        let job = CleaningFailures(nodes: lab.nodes())
        #expect(try await job.tick() == 1)
        let node = try #require(try await lab.find(id))
        #expect(node.cleanStep == [:])
        #expect(node.driverInternalInfo[Abortion.mark] == nil)
        #expect(node.maintenanceReason == "the disk is on fire")
        #expect(node.fault == "clean failure")
        #expect(node.lastError == "the disk is on fire")
        #expect(try await job.tick() == 0)
    }

    @Test func `a fault without maintenance is none, wherever the node is`() async throws {
        let lab = try await JobLab()
        let id = try await lab.add(.active) { $0.fault = "power failure" }
        let job = CleaningFailures(nodes: lab.nodes())
        #expect(try await job.tick() == 1)
        #expect(try await lab.find(id)?.fault == nil)
        #expect(try await job.tick() == 0)
    }
}

extension Node {
    fileprivate mutating func show(_ step: Step?) {
        if let step { show(step) }
    }
}
