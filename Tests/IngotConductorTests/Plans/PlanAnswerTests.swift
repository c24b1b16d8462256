import IngotHardware
import IngotModel
import IngotStorage
import Testing

@testable import IngotConductor

/// What a plan tells beside its steps: who wants them, what stands in the way, the disks, and how long it will take.
struct PlanAnswerTests {
    private func answer(
        _ kind: NodeRequest.Kind, _ arguments: [String: JSONValue] = [:], in lab: Lab
    ) async throws -> ExplainedPlan {
        let surroundings = try lab.conductor().surroundings
        let request = NodeRequest(node: lab.node, kind: kind, arguments: arguments, requestedAt: lab.clock.now)
        let task = try await surroundings.store.read { transaction in
            try RequestIntake(surroundings: surroundings, transaction: transaction).task(for: request)
        }
        return try await PlanDesk(surroundings: surroundings).answer(kind, try #require(task))
    }

    private static func step(_ interface: String, _ name: String, _ priority: Int? = nil) -> JSONValue {
        var step: [String: JSONValue] = ["interface": .string(interface), "step": .string(name)]
        step["priority"] = priority.map { .integer(Int64($0)) }
        return .object(step)
    }

    @Test func `each step tells who wants it and who gave it its priority`() async throws {
        let lab = try await Lab()
        try await lab.addFakeNode(in: .available) { node in
            node.traits = ["CUSTOM_T"]
            node.instanceInfo["traits"] = ["CUSTOM_T"]
        }
        var template = DeployTemplate(id: .random(), name: "CUSTOM_T", createdAt: lab.clock.now)
        template.steps = [Self.step("power", "power_on", 120)]
        let added = template
        try await lab.store.write { try $0.deployTemplates.insert(added) }
        let plan = try await answer(
            .plan(.active), ["deploy_steps": [Self.step("power", "reboot", 150)]], in: lab
        ).plan
        let told = plan.steps.map { [$0.step.name, $0.actor.rawValue, $0.origin.kind.rawValue, $0.origin.name ?? ""] }
        #expect(
            told == [
                ["reboot", "bmc", "caller", ""], ["power_on", "bmc", "deploy_template", "CUSTOM_T"],
                ["deploy", "conductor", "interface", "deploy/fake"],
            ])
        #expect(plan.steps.map(\.priorityOrigin) == plan.steps.map(\.origin))
        #expect(plan.json["steps"]?[1]?["origin"]?["trait"] == "CUSTOM_T")
        #expect(plan.reboots == 1)
    }

    @Test func `a runbook and the service's settings are named as sources`() async throws {
        let lab = try await Lab()
        try await lab.addFakeNode(in: .manageable)
        var runbook = Runbook(id: .random(), name: "CUSTOM_R", createdAt: lab.clock.now)
        runbook.steps = [["interface": "vendor", "step": "log_passthrough", "order": 1]]
        let added = runbook
        try await lab.store.write { try $0.runbooks.insert(added) }
        let manual = try await answer(.plan(.clean), ["runbook": .string(runbook.id.text)], in: lab).plan
        #expect(manual.steps.map(\.origin) == [StepOrigin(.runbook, "CUSTOM_R")])
        #expect(manual.steps.map(\.actor) == [.bmc])

        let task = NodeTask(
            node: try #require(try await lab.current()), ports: [], agent: nil, now: lab.clock.now,
            fastTrackDefault: false, fastTrackWindow: .seconds(300))
        var settings = ConductorSettings(hostname: "lab")
        settings.cleanStepPriorities = ["vendor.log_passthrough": 7]
        let catalog = try lab.conductor().surroundings.catalog
        let automatic = await Planner(catalog: catalog, settings: settings).plan(.plan(.provide), for: task)
        let step = try #require(automatic.steps.first { $0.step.name == "log_passthrough" })
        #expect(step.step.priority == 7)
        #expect(step.priorityOrigin == .settings)
        #expect(step.origin == StepOrigin(.interface, "vendor/fake"))
    }

    @Test func `a fake deployment destroys nothing, and says so lest anybody take it for a real one`() async throws {
        let lab = try await Lab()
        try await lab.addFakeNode(in: .available)
        let fake = try await answer(.plan(.active), in: lab).plan
        #expect(fake.destroys.isEmpty)
        #expect(fake.notes.contains { $0.contains("'fake' only pretends") }, "\(fake.notes)")
        let real = try await Lab()
        try await real.addNode(in: .available)
        let notes = try await answer(.plan(.active), in: real).plan.notes
        #expect(!notes.contains { $0.contains("pretends") })
    }

    @Test func `all that stands in the way is told, each with what to do about it`() async throws {
        let lab = try await Lab()
        try await lab.addNode(in: .manageable) { node in
            node.inMaintenance = true
            node.instanceInfo = ["traits": ["CUSTOM_T"]]
        }
        let plan = try await answer(.plan(.active), in: lab).plan
        #expect(
            plan.blockers.map(\.code) == [
                "invalid_state", "node_in_maintenance", "invalid_parameter", "invalid_parameter",
            ])
        #expect(plan.blockers[1].remedy == "end the maintenance first")
        #expect(plan.blockers[2].message.contains("CUSTOM_T") && plan.blockers[2].remedy != nil)
        #expect(plan.blockers[3].message.contains("image_source"))
        #expect(plan.steps.map(\.step.name) == ["prepare", "write", "boot"])
    }

    @Test func `a power change tells all that stands in its way`() async throws {
        let lab = try await Lab()
        try await lab.addFakeNode(in: .cleaning) { $0.disablePowerOff = true }
        let plan = try await answer(.planPower(.off), in: lab).plan
        #expect(plan.blockers.map(\.code) == ["power_off_disabled", "invalid_state"])
        let reboot = try await answer(.planPower(.reboot), in: lab).plan
        #expect(reboot.reboots == 1)
        #expect(reboot.steps.map(\.actor) == [.bmc])
    }

    @Test func `work that is under way stands in the way, or is what the verb ends`() async throws {
        let lab = try await Lab()
        try await lab.addNode(in: .available)
        _ = try await lab.ask(.provision(.active))
        let life = try lab.conductor()
        await life.settle(until: .deployWait)
        let abort = try await answer(.plan(.abort), in: lab).plan
        #expect(abort.target == .deployFailed)
        #expect(abort.blockers.isEmpty)
        #expect(abort.notes == ["ends 'active' at deploy.write"])
        let removal = try await answer(.plan(.deleted), in: lab).plan
        #expect(removal.blockers.isEmpty)
        #expect(removal.notes.contains("ends 'active', which waits at deploy.write"))
        // What the state does not allow would end nothing.
        let provision = try await answer(.plan(.provide), in: lab).plan
        #expect(provision.blockers.map(\.code) == ["invalid_state", "node_busy"])
        #expect(provision.blockers.last?.remedy == "wait for it or ask for 'abort'")
        #expect(!provision.notes.contains { $0.contains("ends 'active'") })
        let release = try await answer(.plan(.unhold), in: lab).plan
        #expect(release.blockers.map(\.code) == ["invalid_state"] && release.notes.isEmpty)
        let node = lab.node
        let now = lab.clock.now
        _ = try await lab.store.write { transaction in
            try transaction.leases.acquire(
                node, holder: "other", incarnation: "x", purpose: "power:rebooting", now: now, duration: .seconds(60))
        }
        let locked = try await answer(.plan(.deleted), in: lab).plan
        #expect(locked.blockers.map(\.code) == ["node_locked"])
        #expect(locked.blockers.first?.message.contains("other") == true)
    }

    @Test func `a change of power under way is only waited for, as nothing can abort it`() async throws {
        let lab = try await Lab()
        try await lab.addFakeNode(in: .active) { $0.powerState = .on }
        _ = try await lab.ask(.power(.softOff))
        try await (try lab.conductor()).settle(steps: 1)
        let plan = try await answer(.planPower(.reboot), in: lab).plan
        #expect(plan.blockers.map(\.code) == ["node_busy"])
        #expect(plan.blockers.first?.remedy == "wait for it")
    }

    @Test func `the disk is named where the machine has been inspected`() async throws {
        let lab = try await Lab()
        try await lab.addNode(in: .available) { $0.properties["root_device"] = ["size": ">= 100"] }
        let before = try await answer(.plan(.active), in: lab)
        #expect(before.disks == nil)
        #expect(before.plan.notes.contains { $0.contains("has not been inspected") })
        let inventory = NodeInventory(
            node: lab.node,
            inventory: [
                "disks": [
                    ["name": "/dev/sda", "size": .integer(50 << 30), "serial": "A"],
                    ["name": "/dev/sdb", "size": .integer(200 << 30), "serial": "B"], ["name": "of no size"],
                ]
            ], createdAt: lab.clock.now)
        try await lab.store.write { try $0.inventories.upsert(inventory) }
        let disks = try #require(try await answer(.plan(.active), in: lab).disks)
        #expect(disks.choice?.chosen?.name == "/dev/sdb")
        #expect(disks.hintsFrom == "properties")
        #expect(disks.json["disks"]?[0]?["why_not"] == ["the hint size wants >= 100 GiB, and it is 50.0 GiB"])
        let removal = try await answer(.plan(.deleted), in: lab)
        #expect(removal.disks?.choice == nil)
    }

    @Test func `an estimate comes from runs that the same conductor made before`() async throws {
        let lab = try await Lab()
        try await lab.addFakeNode(in: .available) { $0.properties["model"] = "R1" }
        #expect(try await answer(.plan(.active), in: lab).estimate == nil)
        _ = try await lab.ask(.provision(.active))
        await (try lab.conductor()).settle()
        #expect(try await lab.current()?.provisionState == .active)
        // The verb has two words.
        let estimate = try #require(try await answer(.plan(.deploy), in: lab).estimate)
        #expect(estimate.likeness == .modelAndImage)
        #expect(estimate.runs == 1)
        #expect(estimate.duration == .seconds(5))
        #expect(estimate.steps.map { $0?.duration } == [.seconds(5)])
        #expect(try await answer(.plan(.rebuild), in: lab).estimate == nil)
    }

    @Test func `an estimate prefers runs that deployed the same image`() async throws {
        let lab = try await Lab()
        try await lab.addFakeNode(in: .available) { node in
            node.properties["model"] = "R1"
            node.instanceInfo["image_source"] = "http://images/debian.raw?token=1"
        }
        _ = try await lab.ask(.provision(.active))
        await (try lab.conductor()).settle()
        #expect(try await answer(.plan(.deploy), in: lab).estimate?.likeness == .modelAndImage)
        var node = try #require(try await lab.current())
        node.instanceInfo["image_source"] = "http://images/ubuntu.raw"
        let changed = node
        _ = try await lab.store.write { try $0.nodes.update(changed) }
        #expect(try await answer(.plan(.deploy), in: lab).estimate?.likeness == .model)
    }

    @Test func `an inspection remembers the model for estimates`() async throws {
        let lab = try await Lab()
        try await lab.addFakeNode(in: .manageable)
        _ = try await lab.ask(.provision(.inspect))
        await (try lab.conductor()).settle()
        let node = try #require(try await lab.current())
        #expect(MachineKind(of: node).model == "Ingot Fake machine")
    }
}
