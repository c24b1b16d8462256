import IngotModel
import Testing

@testable import IngotConductor
@testable import IngotStorage

/// When a node's agent is forgotten, so that the ramdisk that is booted next can be given a token.
struct AgentFarewellTests {
    struct Work: Sendable, CustomTestStringConvertible {
        var verb: Verb
        var from: ProvisionState
        var waits: ProvisionState
        var end: ProvisionState
        var keepsWithFastTrack = true
        var testDescription: String { verb.rawValue }

        /// One step that waits for the agent.
        var arguments: [String: JSONValue] {
            [
                "\(verb == .active ? "deploy" : verb.rawValue)_steps": [
                    ["interface": "deploy", "step": "wait", "priority": 200]
                ]
            ]
        }
    }

    static let works = [
        Work(verb: .clean, from: .manageable, waits: .cleanWait, end: .manageable),
        Work(verb: .active, from: .available, waits: .deployWait, end: .active),
        Work(verb: .service, from: .active, waits: .serviceWait, end: .active, keepsWithFastTrack: false),
    ]

    /// A node that waits in the middle of the work, and whose agent has been given a token.
    private func waiting(_ work: Work, fastTrack: Bool = false) async throws -> Lab {
        let lab = try await Lab()
        try await lab.addFakeNode(in: work.from) { node in
            node.driverInfo["fast_track"] = .bool(fastTrack)
        }
        _ = try await lab.ask(.provision(work.verb), work.arguments)
        await (try lab.conductor()).settle(until: work.waits)
        #expect(try await lab.current()?.provisionState == work.waits)
        try await beat(on: lab)
        return lab
    }

    private func beat(on lab: Lab, pregenerated: Bool = false) async throws {
        var agent = AgentRecord(node: lab.node)
        agent.token = Secret("token")
        agent.tokenIsPregenerated = pregenerated
        agent.url = "https://192.0.2.2:9999"
        lab.clock.advance(by: .seconds(1))
        agent.lastHeartbeat = lab.clock.now
        let known = agent
        try await lab.store.write { transaction in
            try transaction.agents.upsert(known)
            _ = try transaction.runs.wake(known.node, at: known.lastHeartbeat ?? .init(seconds: 0))
        }
    }

    private func agent(of lab: Lab) async throws -> AgentRecord? {
        let id = lab.node
        return try await lab.store.read { try $0.agents.find(id) }
    }

    @Test(arguments: works)
    func `work that has ended leaves no agent behind`(_ work: Work) async throws {
        let lab = try await waiting(work)
        await (try lab.conductor()).settle()
        #expect(try await lab.current()?.provisionState == work.end)
        let agent = try await agent(of: lab)
        #expect(agent?.token == nil && agent?.url == nil)
    }

    @Test(arguments: works)
    func `with fast track the agent stays up for the next work, unless the instance has come back`(
        _ work: Work
    ) async throws {
        let lab = try await waiting(work, fastTrack: true)
        await (try lab.conductor()).settle()
        #expect(try await lab.current()?.provisionState == work.end)
        #expect((try await agent(of: lab)?.token != nil) == work.keepsWithFastTrack)
    }

    @Test(arguments: works, [false, true])
    func `work that was aborted leaves no agent behind`(_ work: Work, _ fastTrack: Bool) async throws {
        let lab = try await waiting(work, fastTrack: fastTrack)
        _ = try await lab.ask(.provision(.abort))
        await (try lab.conductor()).settle()
        let agent = try await agent(of: lab)
        #expect(agent?.token == nil && agent?.url == nil)
    }

    @Test(arguments: [false, true])
    func `after a failure the machine is booted anew, and its agent is another`(_ fastTrack: Bool) async throws {
        let lab = try await Lab(failure: "flash")
        try await lab.addNode(in: .manageable) { $0.driverInfo["fast_track"] = .bool(fastTrack) }
        try await beat(on: lab)
        _ = try await lab.ask(.provision(.clean), ["clean_steps": [["interface": "deploy", "step": "flash"]]])
        await (try lab.conductor()).settle()
        #expect(try await lab.current()?.provisionState == .cleanFailed)
        #expect(try await agent(of: lab)?.token == nil)
    }

    @Test(arguments: [ProvisionState.cleanWait, .servicing])
    func `a node without a run that is found to have failed leaves no agent behind`(
        _ state: ProvisionState
    ) async throws {
        let lab = try await JobLab()
        let id = try await lab.add(state)
        var agent = AgentRecord(node: id)
        agent.token = Secret("token")
        let known = agent
        try await lab.store.write { try $0.agents.upsert(known) }
        lab.clock.advance(by: .seconds(10_000))
        _ = try await TimeOuts(nodes: lab.nodes()).tick() + StuckNodes(nodes: lab.nodes()).tick()
        #expect(try await lab.find(id)?.provisionState.isFailure == true)
        #expect(try await lab.store.read { try $0.agents.find(id) }?.token == nil)
    }

    @Test(arguments: PowerTarget.allCases, [false, true])
    func `a machine that is switched off or booted anew loses its agent, but not the token on its boot medium`(
        _ target: PowerTarget, _ pregenerated: Bool
    ) async throws {
        let lab = try await Lab()
        try await lab.addFakeNode(in: .manageable) { $0.driverInfo["fast_track"] = true }
        try await beat(on: lab, pregenerated: pregenerated)
        _ = try await lab.ask(.power(target))
        await (try lab.conductor()).settle()
        let agent = try await agent(of: lab)
        #expect((agent?.url == nil) == (target != .on))
        #expect((agent?.token == nil) == (target != .on && !pregenerated))
    }
}
