import IngotModel
import IngotStorage
import Testing

/// Which steps a verb takes, from whatever source: caller, runbook, deploy template, interface.
struct StepPlanTests {
    private func executed(_ lab: Lab) async throws -> [String] {
        let id = lab.node
        let run = try await lab.store.read { try $0.runs.list(id, limit: 1) }.last
        return run?.plan.steps.map { "\($0.step.qualifiedName) \($0.step.priority)" } ?? []
    }

    private static func step(_ name: String, _ priority: Int? = nil, _ arguments: JSONValue = [:]) -> JSONValue {
        let parts = name.split(separator: ".").map(String.init)
        var step: [String: JSONValue] = [
            "interface": .string(parts[0]), "step": .string(parts[1]), "args": arguments,
        ]
        step["priority"] = priority.map { .integer(Int64($0)) }
        return .object(step)
    }

    private func template(_ name: String, _ steps: [JSONValue], in lab: Lab) async throws {
        var template = DeployTemplate(id: .random(), name: name, createdAt: lab.clock.now)
        template.steps = steps
        let added = template
        try await lab.store.write { try $0.deployTemplates.insert(added) }
    }

    @Test func `templates of the instance's traits take part, and the caller's steps come before them`() async throws {
        let lab = try await Lab()
        try await lab.addFakeNode(in: .available) {
            $0.traits = ["CUSTOM_A", "CUSTOM_B"]
            $0.instanceInfo["traits"] = ["CUSTOM_A"]
        }
        try await template(
            "CUSTOM_A", [Self.step("power.reboot", 150), Self.step("power.power_on", 120)], in: lab)
        try await template("CUSTOM_B", [Self.step("power.power_off", 200)], in: lab)
        _ = try await lab.ask(.provision(.active), ["deploy_steps": [Self.step("management.reboot", 50)]])
        await (try lab.conductor()).settle()
        #expect(try await lab.current()?.provisionState == .active)
        #expect(
            try await executed(lab) == [
                "power.reboot 150", "power.power_on 120", "deploy.deploy 100", "management.reboot 50",
            ])
    }

    @Test func `an instance cannot ask for traits that the node has not`() async throws {
        let lab = try await Lab()
        try await lab.addFakeNode(in: .available) { $0.instanceInfo["traits"] = ["CUSTOM_A"] }
        let id = try await lab.ask(.provision(.active))
        await (try lab.conductor()).settle()
        let reply = try #require(try await lab.request(id)?.reply)
        #expect(reply["status"]?.integer == 400)
        #expect(reply["message"]?.string?.contains("CUSTOM_A") == true)
    }

    @Test func `the core step can be left out`() async throws {
        let lab = try await Lab()
        try await lab.addFakeNode(in: .available)
        _ = try await lab.ask(.provision(.active), ["deploy_steps": [Self.step("deploy.deploy", 0)]])
        await (try lab.conductor()).settle()
        #expect(try await lab.current()?.provisionState == .active)
        #expect(try await executed(lab).isEmpty)
    }

    struct Refusal: Sendable, CustomTestStringConvertible {
        var steps: [JSONValue]
        var says: String
        var testDescription: String { says }
    }

    @Test(arguments: [
        Refusal(steps: [step("deploy.deploy", 90)], says: "only be left out"),
        Refusal(steps: [step("raid.apply_configuration", 90)], says: "raid.apply_configuration"),
        Refusal(steps: [step("deploy.deploy", 0), step("deploy.deploy", 0)], says: "more than once"),
        Refusal(steps: [step("power.wait", 50, ["seconds": "abc"])], says: "seconds must be a whole number from 0 on"),
        Refusal(steps: [step("power.reboot", 50, ["foo": 1])], says: "the arguments foo are not known"),
        Refusal(steps: [["interface": "deploy", "priority": 1]], says: "needs 'interface' and 'step'"),
    ])
    func `deploy steps that cannot be done are refused`(_ refusal: Refusal) async throws {
        let lab = try await Lab()
        try await lab.addFakeNode(in: .available)
        let id = try await lab.ask(.provision(.active), ["deploy_steps": .array(refusal.steps)])
        await (try lab.conductor()).settle()
        let reply = try #require(try await lab.request(id)?.reply)
        #expect(reply["status"]?.integer == 400)
        #expect(reply["message"]?.string?.contains(refusal.says) == true, "\(reply)")
        #expect(try await lab.current()?.provisionState == .available)
        let question = try await lab.ask(.plan(.active), ["deploy_steps": .array(refusal.steps)])
        await (try lab.conductor()).settle()
        let plan = try #require(try await lab.request(question)?.reply)
        #expect(plan["blocked_by"] == [reply] && plan["will_fail"] == .null, "\(plan)")
    }

    @Test(arguments: [
        Refusal(steps: [step("raid.create_configuration")], says: "no interface of the node offers"),
        Refusal(steps: [step("vendor.log_passthrough", nil, ["colour": "red"])], says: "colour"),
        Refusal(steps: [step("bios.apply_configuration")], says: "settings"),
        Refusal(steps: [step("bios.apply_configuration", nil, ["settings": [["name": "x"]]])], says: "must be a list"),
        Refusal(steps: [step("firmware.update", nil, ["settings": "x"])], says: "must be a list of objects with"),
        Refusal(steps: [step("power.wait", nil, ["second": 5])], says: "second"),
        Refusal(steps: [step("power.hold", nil, ["foo": 5])], says: "foo"),
    ])
    func `clean steps that cannot be done fail the cleaning before anything is done`(
        _ refusal: Refusal
    ) async throws {
        let lab = try await Lab()
        try await lab.addFakeNode(in: .manageable)
        let steps = [Self.step("power.power_on")] + refusal.steps
        let question = try await lab.ask(.plan(.clean), ["clean_steps": .array(steps)])
        await (try lab.conductor()).settle()
        let plan = try #require(try await lab.request(question)?.reply)
        let verb = try await lab.ask(.provision(.clean), ["clean_steps": .array(steps)])
        await (try lab.conductor()).settle()
        // The verb is accepted, as in the field: so nothing blocks it, and the plan says what will become of it.
        #expect(try await lab.request(verb)?.state == .accepted)
        #expect(plan["blocked_by"] == [])
        #expect(plan["will_fail"]?.string?.contains(refusal.says) == true, "\(plan)")
        let node = try #require(try await lab.current())
        #expect(node.provisionState == .cleanFailed)
        #expect(node.targetProvisionState == .manageable)
        #expect(node.lastError?.contains(refusal.says) == true, "\(node.lastError ?? "")")
        #expect(!node.inMaintenance)
        #expect(node.powerState == nil)
    }

    @Test func `steps that need the ramdisk fail where it is to be left out`() async throws {
        let lab = try await Lab()
        try await lab.addFakeNode(in: .manageable)
        let arguments: [String: JSONValue] = [
            "clean_steps": [Self.step("vendor.log_passthrough")], "disable_ramdisk": true,
        ]
        _ = try await lab.ask(.provision(.clean), arguments)
        await (try lab.conductor()).settle()
        #expect(try await lab.current()?.lastError?.contains("needs the ramdisk") == true)
    }

    @Test func `a cleaning without the ramdisk asks no agent`() async throws {
        let lab = try await Lab()
        try await lab.addNode(in: .manageable)
        _ = try await lab.ask(.provision(.clean), ["clean_steps": [Self.step("power.reboot")]])
        await (try lab.conductor()).settle()
        #expect(try await lab.current()?.provisionState == .manageable)
        #expect(lab.world.effects.isEmpty)
    }

    @Test func `a runbook's steps are done in its order`() async throws {
        let lab = try await Lab()
        try await lab.addFakeNode(in: .active)
        var runbook = Runbook(id: .random(), name: "CUSTOM_R", createdAt: lab.clock.now)
        runbook.steps = [
            ["interface": "power", "step": "power_on", "order": 2],
            ["interface": "power", "step": "power_off", "order": 1],
        ]
        runbook.disablesRamdisk = true
        let added = runbook
        try await lab.store.write { try $0.runbooks.insert(added) }
        let dry = try await lab.ask(.plan(.service), ["runbook": .string(runbook.id.text)])
        _ = try await lab.ask(.provision(.service), ["runbook": .string(runbook.id.text)])
        await (try lab.conductor()).settle()
        #expect(try await executed(lab) == ["power.power_off 0", "power.power_on 0"])
        #expect(try await lab.current()?.powerState == .on)
        let reason = try await lab.request(dry)?.reply?["steps"]?[0]?["reason"]?.string
        #expect(reason?.contains("CUSTOM_R") == true)
        let lost = try await lab.ask(.provision(.service), ["runbook": .string(Identifier<Runbook>.random().text)])
        await (try lab.conductor()).settle()
        #expect(try await lab.request(lost)?.reply?["status"]?.integer == 404)
    }

    @Test func `a step may be done twice, and a wait takes its time`() async throws {
        let lab = try await Lab()
        try await lab.addFakeNode(in: .manageable)
        let begun = lab.clock.now
        let steps = [
            Self.step("power.reboot"), Self.step("power.wait", nil, ["seconds": 3_000]), Self.step("power.reboot"),
        ]
        _ = try await lab.ask(.provision(.clean), ["clean_steps": .array(steps)])
        await (try lab.conductor()).settle()
        let node = try #require(try await lab.current())
        #expect(node.provisionState == .manageable, "\(node.lastError ?? "")")
        // Two reboots of a second each.
        #expect(lab.clock.now - begun >= .seconds(3_002))
        #expect(try await lab.journal().filter { $0.kind == .finished }.count == 3)
    }

    @Test func `a service may wait for a heartbeat`() async throws {
        let lab = try await Lab()
        try await lab.addFakeNode(in: .active)
        _ = try await lab.ask(.provision(.service), ["service_steps": [Self.step("vendor.trigger_servicewait")]])
        let life = try lab.conductor()
        try await life.settle(steps: 2)
        #expect(try await lab.current()?.provisionState == .serviceWait)
        let id = lab.node
        lab.clock.advance(by: .seconds(1))
        let now = lab.clock.now
        try await lab.store.write { transaction in
            var agent = AgentRecord(node: id)
            agent.url = "http://192.0.2.1"
            agent.lastHeartbeat = now
            try transaction.agents.upsert(agent)
            _ = try transaction.runs.wake(id, at: now)
        }
        await life.settle()
        #expect(try await lab.current()?.provisionState == .active)
    }

    @Test func `a step goes to the children that were named`() async throws {
        let lab = try await Lab()
        try await lab.addFakeNode(in: .active) { $0.powerState = .on }
        let children = [NodeID.random(), NodeID.random()]
        for id in children {
            var child = Node(id: id, driver: "world", createdAt: lab.clock.now)
            child.interfaces = Lab.fakeInterfaces
            child.parentNode = lab.node.text
            let added = child
            try await lab.store.write { try $0.nodes.insert(added) }
        }
        let step: JSONValue = [
            "interface": "power", "step": "power_off", "execute_on_child_nodes": true,
            "limit_child_node_execution": [.string(children[1].text)],
        ]
        _ = try await lab.ask(.provision(.service), ["service_steps": [step]])
        await (try lab.conductor()).settle()
        let states = try await lab.store.read { transaction in
            try children.map { try transaction.nodes.find($0)?.powerState }
        }
        #expect(states == [nil, .off])
        let node = try #require(try await lab.current())
        #expect(node.powerState == .on)
        #expect(node.provisionState == .active, "\(node.lastError ?? "")")
    }
}
