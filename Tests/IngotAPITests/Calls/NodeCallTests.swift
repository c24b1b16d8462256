import HTTPTypes
import IngotModel
import Testing

struct NodeCallTests {
    /// A call as a client sends it, and what the conductor is asked.
    struct Sample: Sendable, CustomTestStringConvertible {
        var method: HTTPRequest.Method
        var path: String
        var body: JSONValue?
        var call: HardwareCall
        var arguments: [String: JSONValue] = [:]
        var status: Int
        var location: String?

        var testDescription: String { "\(method) \(path)" }
    }

    static let calls: [Sample] = [
        .init(method: .get, path: "states/console", call: .consoleGet, status: 200),
        .init(
            method: .put, path: "states/console", body: ["enabled": "yes"], call: .consoleSet,
            arguments: ["enabled": true], status: 202, location: "states/console"),
        .init(
            method: .put, path: "states/boot_mode", body: ["target": "uefi"], call: .bootModeSet,
            arguments: ["target": "uefi"], status: 202, location: "states"),
        .init(
            method: .put, path: "states/secure_boot?target=off", call: .secureBootSet, arguments: ["target": false],
            status: 202, location: "states"),
        .init(
            method: .put, path: "states/raid", body: ["logical_disks": []], call: .raidSet,
            arguments: ["target_raid_config": ["logical_disks": []]], status: 204),
        .init(method: .get, path: "management/boot_device", call: .bootDeviceGet, status: 200),
        .init(
            method: .put, path: "management/boot_device", body: ["boot_device": "pxe", "persistent": true],
            call: .bootDeviceSet, arguments: ["boot_device": "pxe", "persistent": true], status: 204),
        .init(
            method: .put, path: "management/boot_device", body: ["boot_device": "pxe", "persistent": 0],
            call: .bootDeviceSet, arguments: ["boot_device": "pxe", "persistent": false], status: 204),
        .init(method: .get, path: "management/boot_device/supported", call: .bootDeviceSupported, status: 200),
        .init(method: .put, path: "management/inject_nmi", call: .injectNMI, status: 204),
        .init(
            method: .get, path: "management/indicators/led-0@chassis", call: .indicatorGet,
            arguments: ["indicator": "led-0", "component": "chassis"], status: 200),
        .init(
            method: .put, path: "management/indicators/led@system", body: ["state": "ON"], call: .indicatorSet,
            arguments: ["indicator": "led", "component": "system", "state": "ON"], status: 204),
        .init(method: .get, path: "vifs", call: .vifList, status: 200),
        .init(
            method: .post, path: "vifs", body: ["id": "vif-1", "colour": "red"], call: .vifAttach,
            arguments: ["id": "vif-1", "colour": "red"], status: 204),
        .init(method: .delete, path: "vifs/vif-1", call: .vifDetach, arguments: ["id": "vif-1"], status: 204),
        .init(method: .get, path: "vmedia", call: .virtualMediaList, status: 200),
        .init(
            method: .post, path: "vmedia", body: ["device_type": "cdrom", "image_url": "http://images/a.iso"],
            call: .virtualMediaAttach,
            arguments: [
                "device_type": "cdrom", "image_url": "http://images/a.iso", "image_download_source": "local",
            ], status: 204),
        .init(
            method: .delete, path: "vmedia?device_types=cdrom,disk", call: .virtualMediaDetach,
            arguments: ["device_types": ["cdrom", "disk"]], status: 204),
        .init(
            method: .delete, path: "vmedia", body: ["device_types": "cdrom,disk"], call: .virtualMediaDetach,
            arguments: ["device_types": ["cdrom", "disk"]], status: 204),
        .init(
            method: .delete, path: "vmedia", call: .virtualMediaDetach, arguments: ["device_types": []], status: 204),
    ]

    @Test(arguments: calls)
    func `a call reaches the conductor as it is meant`(sample: Sample) async throws {
        let recorder = RequestRecorder(replying: ["told": true])
        try await APIFixture.run(recorder.conductor) { api in
            let node = try await api.node("oak")
            let answer = try await api.send(sample.method, "/v1/nodes/oak/\(sample.path)", sample.body)
            #expect(answer.status == sample.status, "\(answer.text)")
            #expect(answer.header("Location") == sample.location.map { "http://localhost/v1/nodes/oak/\($0)" })
            #expect(answer.text.isEmpty == (sample.status != 200))
            if sample.status == 200 { #expect(answer.json == ["told": true]) }
            #expect(recorder.last?.kind == .call(sample.call))
            #expect(recorder.last?.arguments == sample.arguments)
            #expect(recorder.last?.node == node.id)
        }
    }

    /// Method, path, body, version, status.
    static let refusals: [(HTTPRequest.Method, String, JSONValue?, Int, Int)] = [
        (.put, "management/inject_nmi", ["colour": "red"], 115, 400), (.delete, "vifs/vif-1", ["x": 1], 115, 400),
        (.put, "states/console", [:], 115, 400), (.put, "states/console", ["enabled": "maybe"], 115, 400),
        (.put, "states/boot_mode", ["target": "uefi"], 75, 404), (.put, "states/boot_mode", ["target": "x"], 76, 400),
        (.put, "states/secure_boot", ["target": true], 75, 404), (.put, "states/secure_boot", [:], 76, 400),
        (.put, "states/raid", [:], 11, 406), (.put, "states/raid", [], 12, 400), (.get, "states/raid", nil, 115, 405),
        (.put, "management/boot_device", [:], 115, 400),
        (.put, "management/boot_device", ["boot_device": "pxe", "colour": "red"], 115, 400),
        (.put, "management/inject_nmi", nil, 28, 404),
        (.get, "management/indicators/led", nil, 115, 400), (.put, "management/indicators/a@b", [:], 115, 400),
        (.get, "vifs", nil, 27, 404), (.post, "vifs", ["id": "a"], 27, 404), (.post, "vifs", [:], 28, 400),
        (.post, "vifs", ["id": "a b"], 28, 400), (.post, "vifs", ["id": 5], 28, 400),
        (.post, "vifs", ["id": "a", "port_uuid": "b", "portgroup_uuid": "c"], 66, 204),
        (.post, "vifs", ["id": "a", "port_uuid": "b", "portgroup_uuid": "c"], 67, 400),
        (.get, "vmedia", nil, 92, 404), (.post, "vmedia", [:], 88, 404), (.post, "vmedia", [:], 89, 400),
        (.post, "vmedia", ["device_type": "tape", "image_url": "http://a"], 89, 400),
        (.post, "vmedia", ["device_type": "disk", "image_url": "http://a", "more": 1], 89, 400),
        (.delete, "vmedia", nil, 88, 404),
    ]

    @Test(arguments: refusals)
    func `what is wrong with a call is told before a conductor is asked`(
        method: HTTPRequest.Method, path: String, body: JSONValue?, version: Int, status: Int
    ) async throws {
        try await APIFixture.run(.willing) { api in
            let node = try await api.node()
            let answer = try await api.send(method, "/v1/nodes/\(node.id)/\(path)", body, version: version)
            #expect(answer.status == status, "\(answer.text)")
        }
    }

    @Test func `indicators are listed with their names and links`() async throws {
        let recorder = RequestRecorder(replying: [
            "system": ["led": ["readonly": false, "states": ["ON", "OFF"]]],
            "chassis": ["led-0": ["readonly": true, "states": ["ON"]]],
        ])
        try await APIFixture.run(recorder.conductor) { api in
            try await api.node("oak")
            let list = try await api.get("/v1/nodes/oak/management/indicators").json["indicators"]
            #expect(list?.array?.compactMap { $0["name"]?.string } == ["led-0@chassis", "led@system"])
            #expect(list?[1]?["component"] == "system")
            #expect(list?[1]?["readonly"] == false)
            #expect(
                list?[1]?["links"]?[0]?["href"]
                    == "http://localhost/v1/nodes/oak/management/indicators/led@system")
        }
    }

    @Test func `questions are answered while the node is held, changes are not`() async throws {
        let recorder = RequestRecorder()
        try await APIFixture.run(recorder.conductor) { api in
            let node = try await api.node()
            try await api.lock(node)
            let path = "/v1/nodes/\(node.id)/management/boot_device"
            #expect(try await api.get(path).status == 200)
            #expect(try await api.send(.put, path, ["boot_device": "pxe"]).status == 409)
            #expect(recorder.count == 1)
            // Whether a vendor's method needs the node is for the conductor to say.
            #expect(try await api.send(.post, "/v1/nodes/\(node.id)/vendor_passthru/blink").status == 200)
        }
    }

    @Test(arguments: [(404, "unsupported"), (400, "invalid_parameter"), (503, "power_failure")])
    func `a refusal is passed on`(status: Int, code: String) async throws {
        try await APIFixture.run(.refusing(status, code, "no")) { api in
            let node = try await api.node()
            let answer = try await api.send(.put, "/v1/nodes/\(node.id)/states/raid", ["logical_disks": []])
            #expect(answer.status == status)
            #expect(answer.inner["error_code"] == .string(code))
        }
    }

    /// Who asks, of a node that red owns, and what they are told of a boot mode that there is not.
    @Test(arguments: [("red-manager", 400), ("red-reader", 403), ("blue-manager", 404)])
    func `what is wrong with a call is told to those alone who may make it`(
        _ caller: String, _ status: Int
    ) async throws {
        try await APIFixture.run(.willing, access: NamedCallers.access) { api in
            try await api.node("oak") { $0.owner = "red" }
            let answer = try await api.send(
                .put, "/v1/nodes/oak/states/boot_mode", ["target": "odd"], headers: NamedCallers.headers(caller))
            #expect(answer.status == status, "\(answer.text)")
        }
    }
}
