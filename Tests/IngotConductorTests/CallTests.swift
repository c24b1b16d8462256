import IngotModel
import Testing

/// What a caller sees of calls that are answered at once.
struct CallTests {
    /// Asks a node with the shipped fake interfaces, or those given instead.
    private func answer(
        _ call: HardwareCall, _ arguments: [String: JSONValue] = [:], in lab: Lab
    ) async throws -> NodeRequest {
        let id = try await lab.ask(.call(call), arguments)
        await (try lab.conductor()).settle()
        return try #require(try await lab.request(id))
    }

    private func labWithFakeNode(
        _ interfaces: [InterfaceKind: String] = [:], change: (inout Node) -> Void = { _ in }
    ) async throws -> Lab {
        let lab = try await Lab()
        try await lab.addFakeNode(in: .manageable) { node in
            node.interfaces.merge(interfaces) { $1 }
            change(&node)
        }
        return lab
    }

    struct Answer: Sendable, CustomTestStringConvertible {
        var call: HardwareCall
        var arguments: [String: JSONValue] = [:]
        var reply: JSONValue
        var testDescription: String { "\(call.rawValue) \(JSONValue.object(arguments).serialized())" }
    }

    @Test(arguments: [
        Answer(call: .bootDeviceGet, reply: ["boot_device": "pxe", "persistent": false]),
        Answer(call: .bootDeviceSupported, reply: ["supported_boot_devices": ["pxe"]]),
        Answer(call: .bootDeviceSet, arguments: ["boot_device": "pxe"], reply: [:]),
        Answer(call: .injectNMI, reply: [:]),
        Answer(
            call: .indicators,
            reply: [
                "chassis": ["led-0": ["readonly": true, "states": ["off", "on"]]],
                "system": ["led": ["readonly": false, "states": ["blinking", "off", "on"]]],
            ]),
        Answer(
            call: .indicatorGet, arguments: ["component": "chassis", "indicator": "led-0"], reply: ["state": "on"]),
        Answer(call: .consoleGet, reply: ["console_enabled": false, "console_info": .null]),
        Answer(
            call: .vendorCall,
            arguments: ["method": "third_method_sync", "http_method": "post", "info": ["bar": "meow"]],
            reply: ["async": false, "attach": false, "return": true]),
        Answer(
            call: .vendorCall, arguments: ["method": "second_method", "http_method": "POST", "info": ["bar": "meow"]],
            reply: ["async": true, "attach": false, "return": .null]),
        Answer(call: .vifList, reply: ["vifs": []]),
        Answer(call: .vifAttach, arguments: ["id": "a"], reply: [:]),
        Answer(call: .vifDetach, arguments: ["id": "a"], reply: [:]),
        Answer(
            call: .virtualMediaList,
            reply: [
                ["media_types": ["cdrom"], "inserted": false, "image": ""],
                ["media_types": ["disk"], "inserted": false, "image": ""],
                ["media_types": ["floppy"], "inserted": false, "image": ""],
            ]),
    ])
    func `a call on fake hardware is answered`(_ answer: Answer) async throws {
        let request = try await self.answer(answer.call, answer.arguments, in: try await labWithFakeNode())
        #expect(request.state == .accepted)
        #expect(request.reply == answer.reply)
    }

    @Test func `vendor methods are told with their rules`() async throws {
        let reply = try await answer(.vendorMethods, in: try await labWithFakeNode()).reply
        #expect(
            reply?.object?.keys.sorted() == [
                "fourth_method_shared_lock", "log_passthrough", "second_method", "third_method_sync",
            ])
        #expect(reply?["fourth_method_shared_lock"]?["require_exclusive_lock"] == false)
        #expect(reply?["third_method_sync"]?["async"] == false)
    }

    struct Memory: Sendable, CustomTestStringConvertible {
        var set: HardwareCall
        var arguments: [String: JSONValue]
        var get: HardwareCall
        var question: [String: JSONValue] = [:]
        var reply: JSONValue
        var testDescription: String { "\(set.rawValue), then \(get.rawValue)" }
    }

    @Test(arguments: [
        Memory(
            set: .bootDeviceSet, arguments: ["boot_device": "pxe", "persistent": true], get: .bootDeviceGet,
            reply: ["boot_device": "pxe", "persistent": true]),
        Memory(
            set: .indicatorSet, arguments: ["component": "system", "indicator": "led", "state": "blinking"],
            get: .indicatorGet, question: ["component": "system", "indicator": "led"], reply: ["state": "blinking"]),
        Memory(
            set: .consoleSet, arguments: ["enabled": true], get: .consoleGet,
            reply: ["console_enabled": true, "console_info": [:]]),
        Memory(
            set: .virtualMediaAttach, arguments: ["device_type": "cdrom", "image_url": "http://192.0.2.1/a.iso"],
            get: .virtualMediaList,
            reply: [
                ["media_types": ["cdrom"], "inserted": true, "image": "http://192.0.2.1/a.iso"],
                ["media_types": ["disk"], "inserted": false, "image": ""],
                ["media_types": ["floppy"], "inserted": false, "image": ""],
            ]),
    ])
    func `what is set is seen`(_ memory: Memory) async throws {
        let lab = try await labWithFakeNode()
        #expect(try await answer(memory.set, memory.arguments, in: lab).state == .accepted)
        #expect(try await answer(memory.get, memory.question, in: lab).reply == memory.reply)
    }

    @Test func `a detached medium is gone, and only that`() async throws {
        let lab = try await labWithFakeNode()
        for device in ["cdrom", "floppy"] {
            let arguments: [String: JSONValue] = ["device_type": .string(device), "image_url": "https://192.0.2.1/a"]
            _ = try await answer(.virtualMediaAttach, arguments, in: lab)
        }
        _ = try await answer(.virtualMediaDetach, ["device_types": ["cdrom"]], in: lab)
        let left = try await answer(.virtualMediaList, in: lab).reply?.array ?? []
        #expect(left.filter { $0["inserted"] == true }.map { $0["media_types"] } == [["floppy"]])
        _ = try await answer(.virtualMediaDetach, in: lab)
        #expect(try await lab.current()?.driverInternalInfo.isEmpty == true)
    }

    @Test func `calls write the fields that clients watch, and let go of the node`() async throws {
        let lab = try await labWithFakeNode()
        let disks: JSONValue = ["logical_disks": [["raid_level": "1", "size_gb": "MAX", "is_root_volume": true]]]
        _ = try await answer(.bootModeSet, ["target": "uefi"], in: lab)
        _ = try await answer(.secureBootSet, ["target": true], in: lab)
        _ = try await answer(.consoleSet, ["enabled": "yes"], in: lab)
        _ = try await answer(.raidSet, ["target_raid_config": disks], in: lab)
        let node = try #require(try await lab.current())
        #expect(node.bootMode == "uefi")
        #expect(node.secureBoot == true)
        #expect(node.consoleEnabled)
        #expect(node.targetRaidConfig == disks.object)
        #expect(node.updatedAt != nil)
        let id = lab.node
        #expect(try await lab.store.read { try $0.leases.find(id) } == nil)
    }

    struct Refusal: Sendable, CustomTestStringConvertible {
        var call: HardwareCall
        var arguments: [String: JSONValue] = [:]
        var interfaces: [InterfaceKind: String] = [:]
        var change: @Sendable (inout Node) -> Void = { _ in }
        var status = 400
        var code = "invalid_parameter"
        var says: String
        var testDescription: String { "\(call.rawValue): \(says)" }
    }

    @Test(arguments: [
        Refusal(call: .bootDeviceSet, arguments: ["boot_device": "disk"], says: "supported are: pxe"),
        Refusal(call: .bootDeviceSet, says: "'boot_device' is missing"),
        Refusal(call: .injectNMI, interfaces: [.management: "noop"], code: "unsupported", says: "'noop'"),
        Refusal(call: .indicatorGet, arguments: ["component": "x", "indicator": "y"], says: "led@system"),
        Refusal(
            call: .indicatorSet, arguments: ["component": "chassis", "indicator": "led-0", "state": "off"],
            says: "only be looked at"),
        Refusal(
            call: .indicatorSet, arguments: ["component": "system", "indicator": "led", "state": "unknown"],
            says: "knows no state 'unknown'"),
        Refusal(call: .bootModeSet, arguments: ["target": "cms"], says: "bios, uefi"),
        Refusal(
            call: .bootModeSet, arguments: ["target": "uefi"], change: { $0.provisionState = .cleanWait }, status: 409,
            code: "invalid_state", says: "clean wait"),
        Refusal(call: .consoleSet, arguments: ["enabled": "perhaps"], says: "true or false"),
        Refusal(
            call: .consoleSet, arguments: ["enabled": true], interfaces: [.console: "no-console"], code: "unsupported",
            says: "no-console"),
        Refusal(
            call: .raidSet, arguments: ["target_raid_config": ["logical_disks": []]], says: "at least one logical disk"),
        Refusal(
            call: .raidSet, arguments: ["target_raid_config": ["logical_disks": [["raid_level": "1", "size_gb": 1]]]],
            interfaces: [.raid: "no-raid"], status: 404, code: "unsupported", says: "no-raid"),
        Refusal(call: .vendorMethods, interfaces: [.vendor: "no-vendor"], code: "unsupported", says: "no-vendor"),
        Refusal(call: .vendorCall, arguments: ["method": "x", "http_method": "POST"], says: "no vendor method 'x'"),
        Refusal(
            call: .vendorCall, arguments: ["method": "second_method", "http_method": "GET"], says: "only POST"),
        Refusal(
            call: .vendorCall, arguments: ["method": "second_method", "http_method": "POST", "info": [:]],
            says: "needs the argument 'bar'"),
        Refusal(
            call: .virtualMediaAttach, arguments: ["device_type": "cdrom", "image_url": "gopher://a"], says: "http://"),
        Refusal(
            call: .virtualMediaDetach,
            change: {
                $0.inMaintenance = true
                $0.fault = "power failure"
            }, status: 503, code: "power_failure", says: "power failed"),
    ])
    func `what cannot be done is refused with status, code and reason`(_ refusal: Refusal) async throws {
        let lab = try await labWithFakeNode(refusal.interfaces, change: refusal.change)
        let before = try await lab.current()
        let request = try await answer(refusal.call, refusal.arguments, in: lab)
        #expect(request.state == .refused)
        #expect(request.reply?["status"]?.integer == refusal.status)
        #expect(request.reply?["code"]?.string == refusal.code)
        #expect(request.reply?["message"]?.string?.contains(refusal.says) == true, "\(request.reply ?? .null)")
        #expect(try await lab.current() == before)
    }

    @Test func `a locked node answers questions and refuses changes`() async throws {
        let lab = try await labWithFakeNode()
        let (id, now) = (lab.node, lab.clock.now)
        _ = try await lab.store.write {
            try $0.leases.acquire(
                id, holder: "other", incarnation: "x", purpose: "provision:clean", now: now, duration: .seconds(60))
        }
        #expect(try await answer(.bootDeviceGet, in: lab).state == .accepted)
        let refused = try await answer(.bootDeviceSet, ["boot_device": "pxe"], in: lab)
        #expect(refused.reply?["status"]?.integer == 409)
        #expect(refused.reply?["message"]?.string?.contains("provision:clean") == true)
        let shared: [String: JSONValue] = [
            "method": "fourth_method_shared_lock", "http_method": "POST", "info": ["bar": "woof"],
        ]
        #expect(try await answer(.vendorCall, shared, in: lab).state == .accepted)
    }

    @Test(arguments: HardwareCall.allCases)
    func `a call keeps its name in the database`(_ call: HardwareCall) {
        #expect(NodeRequest.Kind(text: NodeRequest.Kind.call(call).text) == .call(call))
    }

    @Test func `a power cut at any write leaves no call unanswered, no node held, and nothing done twice`()
        async throws
    {
        var states: Set<NodeRequest.State> = []
        for cut in 1...8 {
            let lab = try await labWithFakeNode()
            let request = try await lab.ask(.call(.consoleSet), ["enabled": true])
            await (try lab.conductor(cutAt: cut)).settle()
            await (try lab.conductor()).settle()
            let answered = try #require(try await lab.request(request))
            states.insert(answered.state)
            #expect(answered.state == .accepted || answered.reply?["code"] == "outcome_unknown", "cut at \(cut)")
            #expect(try await lab.current()?.consoleEnabled == (answered.state == .accepted))
            let id = lab.node
            #expect(try await lab.store.read { try $0.leases.find(id) } == nil)
        }
        #expect(states == [.accepted, .refused])
    }
}
