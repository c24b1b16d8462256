import IngotDrivers
import IngotHardware
import IngotModel
import Testing

@testable import IngotConductor

/// What becomes of the machine when its instance is taken off it.
struct RemovalTests {
    /// As an agent: what it cannot be asked to do is more than what it can.
    private struct InnerPower: PowerInterface {
        let name = "inner"
        let supportedTargets: Set<PowerTarget> = [.reboot]
        let observesPower = false

        func validate(_ task: NodeTask) async throws { throw HardwareProblem(.invalidParameter, "nobody is there") }
        func state(of task: NodeTask) async throws -> PowerState? { nil }
        func step(for target: PowerTarget) -> any StepBody { Hold() }
    }

    private func plan(disablingPowerOff: Bool) async throws -> Plan {
        let catalog = try HardwareCatalog(
            types: [
                HardwareType(
                    name: "poor", interfaces: [.deploy: ["fake"], .management: ["noop"], .power: ["inner"]])
            ],
            implementations: [
                .deploy: [FakeDeploy(delay: .zero)], .management: [NoopManagement()], .power: [InnerPower()],
            ])
        let clock = HandClock()
        var node = Node(id: .random(), driver: "poor", createdAt: clock.now)
        node.interfaces = [.deploy: "fake", .management: "noop", .power: "inner"]
        node.provisionState = .active
        node.disablePowerOff = disablingPowerOff
        let task = NodeTask(
            node: node, ports: [], agent: nil, now: clock.now, fastTrackDefault: true, fastTrackWindow: .seconds(300))
        return await Planner(catalog: catalog, settings: ConductorSettings(hostname: "lab"))
            .plan(.plan(.deleted), for: task)
    }

    @Test func `a machine that must not be switched off is rebooted instead`() async throws {
        let lab = try await Lab()
        try await lab.addFakeNode(in: .active) { node in
            node.disablePowerOff = true
            node.powerState = .on
        }
        let question = try await lab.ask(.plan(.deleted))
        await (try lab.conductor()).settle()
        _ = try await lab.ask(.provision(.deleted))
        await (try lab.conductor()).settle()
        let plan = try #require(try await lab.request(question)?.reply)
        #expect(plan["blocked_by"] == [] && plan["reboots"] == 1)
        #expect(plan["steps"]?[0]?["args"] == ["target": "rebooting"])
        let node = try #require(try await lab.current())
        #expect(node.provisionState == .available, "\(node.lastError ?? "")")
        #expect(node.powerState == .on)
    }

    @Test func `a machine that nobody could switch off is left as it is where its node says so`() async throws {
        let plan = try await plan(disablingPowerOff: true)
        #expect(plan.blockers.isEmpty, "\(plan.blockers)")
        #expect(plan.steps.map(\.step.qualifiedName) == ["deploy.tear_down"])
        #expect(plan.notes.contains { $0.contains("what runs on it runs on") }, "\(plan.notes)")
    }

    @Test func `a machine that cannot be switched off keeps its instance, and the refusal tells the way out`()
        async throws
    {
        let blockers = try await plan(disablingPowerOff: false).blockers
        #expect(blockers.map(\.code) == ["power_target_unsupported", "invalid_parameter"])
        #expect(blockers.first?.remedy?.contains("disable_power_off") == true)
    }

    @Test(arguments: [Verb.clean, .active])
    func `a step that would switch the machine off all the same is refused`(_ verb: Verb) async throws {
        let lab = try await Lab()
        try await lab.addFakeNode(in: verb == .clean ? .manageable : .available) { $0.disablePowerOff = true }
        let step: JSONValue = ["interface": "power", "step": "power_off", "args": [:], "priority": 50]
        let arguments: [String: JSONValue] = ["\(verb == .clean ? "clean" : "deploy")_steps": [step]]
        let question = try await lab.ask(.plan(verb), arguments)
        await (try lab.conductor()).settle()
        let plan = try #require(try await lab.request(question)?.reply)
        let told = verb == .clean ? plan["will_fail"] : plan["blocked_by"]?[0]?["message"]
        #expect(told?.string?.contains("disable_power_off") == true, "\(plan)")
    }

    @Test func `a child that must not be switched off fails the step of its parent`() async throws {
        let lab = try await Lab()
        try await lab.addFakeNode(in: .active)
        var child = Node(id: .random(), driver: "world", createdAt: lab.clock.now)
        child.interfaces = Lab.fakeInterfaces
        child.parentNode = lab.node.text
        child.powerState = .on
        child.disablePowerOff = true
        let added = child
        try await lab.store.write { try $0.nodes.insert(added) }
        let step: JSONValue = ["interface": "power", "step": "power_off", "execute_on_child_nodes": true]
        _ = try await lab.ask(.provision(.service), ["service_steps": [step]])
        await (try lab.conductor()).settle()
        #expect(try await lab.store.read { try $0.nodes.find(added.id)?.powerState } == .on)
        #expect(try await lab.current()?.lastError?.contains("disable_power_off") == true)
    }
}
