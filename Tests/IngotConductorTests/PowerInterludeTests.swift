import IngotModel
import Testing

@testable import IngotConductor
@testable import IngotStorage

/// Power that is switched while a run waits or is held.
struct PowerInterludeTests {
    struct Place: Sendable, CustomTestStringConvertible {
        var verb: Verb
        var from: ProvisionState
        var step: String
        var state: ProvisionState
        var end: ProvisionState
        var testDescription: String { state.rawValue }

        var arguments: [String: JSONValue] {
            let step: JSONValue = ["interface": "deploy", "step": .string(step), "priority": 200]
            return ["\(verb == .active ? "deploy" : verb.rawValue)_steps": [step]]
        }
    }

    static let places = [
        Place(verb: .clean, from: .manageable, step: "hold", state: .cleanHold, end: .manageable),
        Place(verb: .active, from: .available, step: "hold", state: .deployHold, end: .active),
        Place(verb: .active, from: .available, step: "wait", state: .deployWait, end: .active),
        Place(verb: .service, from: .active, step: "hold", state: .serviceHold, end: .active),
        Place(verb: .service, from: .active, step: "wait", state: .serviceWait, end: .active),
    ]

    /// A machine that waits in the middle of a verb, off, with an agent that was heard.
    private func waiting(_ place: Place, world: World = World(), power: String = "fake") async throws -> Lab {
        let lab = try await Lab(world: world)
        try await lab.addFakeNode(in: place.from) { node in
            node.interfaces[.power] = power
            node.powerState = .off
        }
        _ = try await lab.ask(.provision(place.verb), place.arguments)
        await (try lab.conductor()).settle(until: place.state)
        try await hear(lab)
        return lab
    }

    private func hear(_ lab: Lab) async throws {
        var agent = AgentRecord(node: lab.node)
        agent.token = Secret("token")
        agent.url = "https://192.0.2.2:9999"
        let known = agent
        try await lab.store.write { try $0.agents.upsert(known) }
    }

    private func run(of lab: Lab) async throws -> Run? {
        let id = lab.node
        return try await lab.store.read { try $0.runs.active(id) }
    }

    /// Lets the run go on to its end.
    private func release(_ place: Place, _ lab: Lab) async throws {
        if place.state.isHeld {
            _ = try await lab.ask(.provision(.unhold))
        } else {
            lab.clock.advance(by: .seconds(1))
            let (id, now) = (lab.node, lab.clock.now)
            try await lab.store.write { transaction in
                var agent = AgentRecord(node: id)
                agent.lastHeartbeat = now
                try transaction.agents.upsert(agent)
                _ = try transaction.runs.wake(id, at: now)
            }
        }
        await (try lab.conductor()).settle()
    }

    @Test(arguments: places, [PowerTarget.on, .reboot])
    func `the machine is switched, the run waits on by its own deadline, and its journal tells`(
        _ place: Place, _ target: PowerTarget
    ) async throws {
        let lab = try await waiting(place)
        let before = try #require(try await run(of: lab))
        let request = try await lab.ask(.power(target))
        let life = try lab.conductor()
        try await life.settle(steps: 5)
        #expect(try await lab.request(request)?.state == .accepted)
        let node = try #require(try await lab.current())
        #expect(node.provisionState == place.state && node.powerState == .on, "\(node.lastError ?? "")")
        #expect(node.targetPowerState == nil && PowerInterlude(on: node) == nil && node.lastError == nil)
        let after = try #require(try await run(of: lab))
        #expect(after.id == before.id && after.state == .suspended && after.position == before.position)
        #expect(after.deadline == before.deadline)
        let told = try await lab.journal().compactMap(\.observation).filter { $0.source == .bmc }.map(\.text)
        #expect(
            told == [
                "'\(target.rawValue)' was asked for while this waits",
                "'\(target.rawValue)': the fake machine is at 'power on'",
            ])
        let id = lab.node
        let token = try await lab.store.read { try $0.agents.find(id)?.token }
        #expect((token == nil) == (target == .reboot))

        try await release(place, lab)
        #expect(try await lab.current()?.provisionState == place.end)
        #expect(try await lab.journal().map(\.kind).contains(.failed) == false)
    }

    @Test(arguments: [(PowerTarget.on, true), (.reboot, false), (.off, false), (.softReboot, false)])
    func `an agent at its step is not ended by it`(_ target: PowerTarget, _ isAllowed: Bool) async throws {
        let lab = try await waiting(Self.places[2])
        var run = try #require(try await run(of: lab))
        let node = try #require(try await lab.current())
        #expect(PowerInterlude(.power(target), during: run, on: node, at: lab.clock.now) != nil)
        run.plan.steps[run.position].actor = .agent
        let interlude = PowerInterlude(.power(target), during: run, on: node, at: lab.clock.now)
        #expect((interlude != nil) == isAllowed)
    }

    @Test func `another change is refused while one is made, and an abort ends both`() async throws {
        let lab = try await waiting(Self.places[1])
        let first = try await lab.ask(.power(.on))
        let life = try lab.conductor()
        try await Work(at: lab.clock.now, lab.store).perform(life.surroundings)
        #expect(try await lab.request(first)?.state == .accepted)
        let node = try #require(try await lab.current())
        #expect(node.targetPowerState == .on && PowerInterlude(on: node)?.target == .on)

        let second = try await lab.ask(.power(.off))
        let plan = try await lab.ask(.planPower(.off))
        try await Work(at: lab.clock.now, lab.store).perform(life.surroundings)
        #expect(try await lab.request(second)?.reply?["code"] == "node_busy")
        #expect(try await lab.request(plan)?.reply?["blocked_by"]?[0]?["code"] == "node_busy")
        _ = try await lab.ask(.provision(.abort))
        try await Work(at: lab.clock.now, lab.store).perform(life.surroundings)
        let ended = try #require(try await lab.current())
        #expect(ended.provisionState == .deployFailed)
        #expect(ended.targetPowerState == nil && PowerInterlude(on: ended) == nil)
    }

    @Test func `a dry run tells that what waits waits on`() async throws {
        let lab = try await waiting(Self.places[1])
        let plan = try await lab.ask(.planPower(.on))
        await (try lab.conductor()).settle()
        let told = try #require(try await lab.request(plan)?.reply)
        #expect(told["blocked_by"] == [])
        #expect(told["notes"] == ["'active' waits on at deploy.hold"])
    }

    @Test func `a change that fails is told and leaves the run as it is`() async throws {
        let place = Self.places[1]
        let lab = try await waiting(place)
        var node = try #require(try await lab.current())
        let request = try await lab.ask(.power(.on))
        try await Work(at: lab.clock.now, lab.store).perform(try lab.conductor().surroundings)
        #expect(try await lab.request(request)?.state == .accepted)
        node = try #require(try await lab.current())
        node.interfaces[.power] = "gone"
        let changed = node
        try await lab.store.write { _ = try $0.nodes.update(changed) }
        await (try lab.conductor()).settle()
        let failed = try #require(try await lab.current())
        #expect(failed.provisionState == place.state && failed.targetPowerState == nil)
        #expect(failed.lastError?.hasPrefix("'power on', asked for while 'active' waits, failed: ") == true)
        #expect(try await run(of: lab)?.state == .suspended)
    }

    @Test func `a change that never ends keeps no run from its deadline`() async throws {
        let place = Self.places[2]
        let lab = try await waiting(place, world: World { .max }, power: "world")
        let deadline = try #require(try await run(of: lab)?.deadline)
        _ = try await lab.ask(.power(.reboot))
        await (try lab.conductor()).settle()
        let node = try #require(try await lab.current())
        #expect(node.provisionState == .deployFailed && lab.clock.now < deadline + .seconds(10))
        let id = lab.node
        let history = try await lab.store.read { try $0.history.list(Listing(HistoryFilter(node: id))) }
        #expect(history.contains { $0.event?.contains("has not come to 'power on' in time") == true })
    }

    @Test(arguments: 1...14, [PowerTarget.off, .reboot])
    func `a power cut anywhere leaves the change to the next life, which makes it`(
        _ moment: Int, _ target: PowerTarget
    ) async throws {
        let place = Self.places[1]
        let lab = try await waiting(place, power: "world")
        let request = try await lab.ask(.power(target))
        await (try lab.conductor(cutAt: moment)).settle()
        lab.clock.advance(by: .seconds(31))
        await (try lab.conductor()).settle()
        #expect(try await lab.request(request)?.state == .accepted)
        let node = try #require(try await lab.current())
        #expect(node.provisionState == place.state, "\(node.lastError ?? "")")
        #expect(node.targetPowerState == nil && PowerInterlude(on: node) == nil && node.lastError == nil)
        #expect(node.powerState == target.result && lab.world.repetitions.isEmpty)
    }
}
