import IngotModel
import IngotStorage
import Testing

/// What verbs leave behind on the shipped fake hardware.
struct FakeHardwareTests {
    @Test(arguments: [nil, false])
    func `a retired node that is undeployed goes back to its operators`(_ cleans: Bool?) async throws {
        let lab = try await Lab()
        try await lab.addFakeNode(in: .active) { node in
            node.isRetired = true
            node.automatedClean = cleans
        }
        _ = try await lab.ask(.provision(.deleted))
        await (try lab.conductor()).settle()
        let node = try #require(try await lab.current())
        #expect(node.provisionState == .manageable, "\(node.lastError ?? "no error")")
        #expect(node.targetProvisionState == nil)
    }

    @Test func `inspection keeps an inventory, completes the properties and tells when it was`() async throws {
        let lab = try await Lab()
        try await lab.addFakeNode(in: .manageable) { $0.properties = ["memory_mb": 2048, "vendor": "x"] }
        _ = try await lab.ask(.provision(.inspect))
        let begun = lab.clock.now
        await (try lab.conductor()).settle()
        let node = try #require(try await lab.current())
        #expect(
            node.properties == ["memory_mb": 2048, "vendor": "x", "cpus": 8, "cpu_arch": "x86_64", "local_gb": 100])
        #expect(node.health == "OK")
        #expect(node.inspectionStartedAt == nil)
        #expect(node.inspectionFinishedAt == begun + .seconds(5))
        let id = lab.node
        let inventory = try #require(try await lab.store.read { try $0.inventories.find(id) })
        #expect(inventory.inventory["memory"]?["physical_mb"] == 2048)
        #expect(inventory.pluginData["fake"] != nil)
    }

    @Test(arguments: ProvisionState.allCases.filter { !$0.isWorking && !$0.isWaiting && !$0.isHeld })
    func `a change of power that takes a while leaves the state alone`(_ state: ProvisionState) async throws {
        let lab = try await Lab()
        try await lab.addFakeNode(in: state) { $0.powerState = .on }
        _ = try await lab.ask(.power(.softOff))
        try await (try lab.conductor()).settle(steps: 1)
        #expect(try await lab.activeRun(lab.node)?.state == .suspended)
        #expect(try await lab.current()?.provisionState == state)
        await (try lab.conductor()).settle()
        let node = try #require(try await lab.current())
        #expect(node.provisionState == state)
        #expect(node.powerState == .off)
    }

    @Test func `a verb that an interface cannot do is refused`() async throws {
        for (verb, kind) in [(Verb.inspect, InterfaceKind.inspect), (.rescue, .rescue)] {
            let lab = try await Lab()
            try await lab.addFakeNode(in: verb == .inspect ? .manageable : .active) {
                $0.interfaces[kind] = "no-\(kind.rawValue)"
            }
            let request = try await lab.ask(.provision(verb), ["rescue_password": "secret"])
            await (try lab.conductor()).settle()
            let reply = try #require(try await lab.request(request)?.reply)
            #expect(reply["status"]?.integer == 400)
            #expect(reply["code"]?.string == "unsupported")
        }
    }

    @Test func `the rescue password lives as long as the rescue, and not in the run`() async throws {
        let lab = try await Lab()
        try await lab.addFakeNode(in: .active)
        let blank = try await lab.ask(.provision(.rescue), ["rescue_password": " "])
        await (try lab.conductor()).settle()
        #expect(try await lab.request(blank)?.reply?["message"]?.string?.contains("not blank") == true)
        _ = try await lab.ask(.provision(.rescue), ["rescue_password": "secret"])
        await (try lab.conductor()).settle()
        #expect(try await lab.current()?.instanceInfo["rescue_password"] == "secret")
        let id = lab.node
        #expect(try await lab.store.read { try $0.runs.list(id, limit: 1) }.first?.arguments.isEmpty == true)
        _ = try await lab.ask(.provision(.unrescue))
        await (try lab.conductor()).settle()
        #expect(try await lab.current()?.instanceInfo["rescue_password"] == nil)
    }

    @Test func `taking an instance back removes its allocation`() async throws {
        let lab = try await Lab()
        let allocation = Allocation(id: .random(), createdAt: lab.clock.now)
        try await lab.addFakeNode(in: .active) {
            $0.instanceID = allocation.id.text
            $0.allocationID = allocation.id.text
        }
        let id = lab.node
        try await lab.store.write { transaction in
            var placed = allocation
            placed.node = id
            placed.state = .active
            try transaction.allocations.insert(placed)
        }
        _ = try await lab.ask(.provision(.deleted))
        await (try lab.conductor()).settle()
        let node = try #require(try await lab.current())
        #expect(node.allocationID == nil)
        #expect(node.instanceID == nil)
        #expect(try await lab.store.read { try $0.allocations.find(allocation.id) } == nil)
    }

    @Test func `an abort that waits for its step does not reach the verb that comes in between`() async throws {
        let lab = try await Lab()
        try await lab.addFakeNode(in: .active)
        let steps: JSONValue = [["interface": "vendor", "step": "trigger_servicewait"]]
        _ = try await lab.ask(.provision(.service), ["service_steps": steps])
        let life = try lab.conductor()
        try await life.settle(steps: 2)
        let abort = try await lab.ask(.provision(.abort))
        try await life.settle(steps: 1)
        #expect(try await lab.request(abort)?.state == .accepted)
        #expect(try await lab.current()?.provisionState == .serviceWait)
        _ = try await lab.ask(.provision(.deleted))
        await life.settle()
        let node = try #require(try await lab.current())
        #expect(node.provisionState == .available, "\(node.lastError ?? "")")
    }

    @Test func `firmware settings and versions are what the steps left`() async throws {
        let lab = try await Lab()
        try await lab.addFakeNode(in: .manageable)
        func clean(_ steps: JSONValue) async throws {
            _ = try await lab.ask(.provision(.clean), ["clean_steps": steps])
            await (try lab.conductor()).settle()
            #expect(try await lab.current()?.lastError == nil)
        }
        func apply(_ settings: JSONValue) -> JSONValue {
            [["interface": "bios", "step": "apply_configuration", "args": ["settings": settings]]]
        }
        let id = lab.node
        try await clean(apply([["name": "boot", "value": "uefi"], ["name": "cores", "value": 4]]))
        try await clean(apply([["name": "boot", "value": "bios"]]))
        let settings = try await lab.store.read { try $0.biosSettings.list(id) }
        #expect(settings.map { "\($0.name)=\($0.value ?? "")" } == ["boot=bios"])
        #expect(settings.first?.updatedAt != nil)
        try await clean([["interface": "bios", "step": "factory_reset"]])
        #expect(try await lab.store.read { try $0.biosSettings.list(id) }.isEmpty)
        for version in ["1.bin", "2.bin"] {
            let update: JSONValue = ["component": "bmc", "url": .string("http://192.0.2.1/\(version)")]
            try await clean([["interface": "firmware", "step": "update", "args": ["settings": [update]]]])
        }
        let bmc = try #require(try await lab.store.read { try $0.firmware.find(id, "bmc") })
        #expect(bmc.initialVersion == "1.bin")
        #expect(bmc.currentVersion == "2.bin")
    }

    @Test func `each end of a verb is in the node's history`() async throws {
        let lab = try await Lab()
        try await lab.addFakeNode(in: .available)
        _ = try await lab.ask(.provision(.active), ["user": "u-1", "project": "p-1"])
        await (try lab.conductor()).settle()
        let id = lab.node
        let entry = try #require(
            try await lab.store.read { try $0.history.list(Listing(HistoryFilter(node: id))) }.first)
        #expect(entry.severity == .info)
        #expect(entry.eventType == "provisioning")
        #expect(entry.conductor == "lab")
        #expect(entry.user == "u-1")
        #expect(entry.project == "p-1")
        #expect(entry.state == "active")
        #expect(entry.event?.contains("active finished") == true)
    }
}
