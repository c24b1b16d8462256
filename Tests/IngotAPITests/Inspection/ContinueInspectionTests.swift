import IngotModel
import IngotStorage
import Testing

struct ContinueInspectionTests {
    private static let mac = "52:54:00:ab:cd:01"

    private static func report(mac: String = mac, bmc: JSONValue = nil) -> JSONValue {
        ["inventory": ["interfaces": [["mac_address": .string(mac)]], "bmc_address": bmc], "logs": "none"]
    }

    /// A node that waits for its inspection, with a port.
    private static func waiting(_ api: APIFixture, mac: String? = mac) async throws -> Node {
        let node = try await api.node { $0.provisionState = .inspectWait }
        guard let address = mac.flatMap(MACAddress.init) else { return node }
        try await api.store.write { [now = api.clock.now] transaction in
            try transaction.ports.insert(Port(id: .random(), node: node.id, address: address, createdAt: now))
        }
        return node
    }

    @Test func `a report is kept and answered as a lookup is`() async throws {
        try await APIFixture.run { api in
            let node = try await Self.waiting(api)
            let answer = try await api.send(.post, "/v1/continue_inspection", Self.report(mac: "52:54:00:AB:CD:01"))
            #expect(answer.status == 202, "\(answer.text)")
            #expect(answer.json["node"]?["uuid"] == .string(node.id.text))
            #expect(answer.json["config"]?["agent_token"]?.string?.utf8.count == 43)
            let kept = try await api.get("/v1/nodes/\(node.id)/inventory").json
            #expect(kept["inventory"]?["interfaces"]?[0]?["mac_address"] == "52:54:00:AB:CD:01")
            #expect(kept["plugin_data"] == ["logs": "none"])
            let again = try await api.send(.post, "/v1/continue_inspection", Self.report())
            #expect(again.json["config"]?["agent_token"] == "******")
        }
    }

    @Test func `old ramdisks are told the UUID alone`() async throws {
        try await APIFixture.run { api in
            let node = try await Self.waiting(api)
            let path = "/v1/continue_inspection"
            let answer = try await api.send(.post, path, Self.report(), version: nil)
            #expect(answer.status == 202)
            #expect(answer.json == ["uuid": .string(node.id.text)])
            #expect(try await api.send(.post, "\(path)?node_uuid=\(node.id)", Self.report(), version: 1).status == 404)
            #expect(try await api.send(.post, path, Self.report(), version: 2).status == 404)
            #expect(try await api.send(.post, path, Self.report(), version: 83).status == 404)
            #expect(try await api.send(.post, path, Self.report(), version: 84).status == 202)
        }
    }

    @Test func `a report wakes the run that waits for it`() async throws {
        try await APIFixture.run { api in
            let node = try await Self.waiting(api)
            let now = api.clock.now
            var run = Run(
                node: node.id, kind: .provision(.inspect), arguments: [:],
                plan: Plan(verb: "inspect", from: .manageable, target: .manageable, steps: []), requestedAt: now,
                startedAt: now)
            run.state = .suspended
            run.wakeAt = now + .seconds(600)
            try await api.store.write { [run] in try $0.runs.insert(run) }
            api.clock.advance(by: .seconds(5))
            #expect(try await api.send(.post, "/v1/continue_inspection", Self.report()).status == 202)
            #expect(try await api.store.read { try $0.runs.active(node.id) }?.wakeAt == api.clock.now)
        }
    }

    /// What is known of the BMC, what the ramdisk saw, the status.
    static let controllers: [([String: JSONValue], String, Int)] = [
        (["ipmi_address": "192.0.2.7"], "192.0.2.7", 202),
        (["redfish_address": "https://192.0.2.7:8000/redfish"], "192.0.2.7", 202),
        (["redfish_address": "https://[2001:DB8::7]/"], "2001:db8::7", 202),
        (["ipmi_address": "192.0.2.8"], "192.0.2.7", 404),
        (["ipmi_address": "127.0.0.1"], "127.0.0.1", 404),
        (["ipmi_address": "192.0.2.7", "ipmi_bridging": "single"], "192.0.2.7", 404),
    ]

    @Test(arguments: controllers)
    func `a node without ports is found by its BMC`(
        known: [String: JSONValue], seen: String, status: Int
    ) async throws {
        try await APIFixture.run { api in
            try await api.node { node in
                node.provisionState = .inspectWait
                node.driverInfo = known
            }
            let answer = try await api.send(
                .post, "/v1/continue_inspection", Self.report(mac: "not a MAC", bmc: .string(seen)))
            #expect(answer.status == status, "\(answer.text)")
        }
    }

    @Test func `what contradicts itself finds nothing`() async throws {
        try await APIFixture.run { api in
            let node = try await Self.waiting(api)
            let other = try await api.node { node in
                node.provisionState = .inspectWait
                node.driverInfo = ["ipmi_address": "192.0.2.7"]
            }
            let path = "/v1/continue_inspection"
            // The port says one node, the name or the BMC another.
            #expect(try await api.send(.post, "\(path)?node_uuid=\(other.id)", Self.report()).status == 404)
            #expect(try await api.send(.post, path, Self.report(bmc: "192.0.2.7")).status == 404)
            #expect(try await api.send(.post, path, Self.report(bmc: "192.0.2.9")).status == 202)
            // A name is enough where no port is known.
            let strange = Self.report(mac: "52:54:00:00:00:99")
            #expect(try await api.send(.post, "\(path)?node_uuid=\(other.id)", strange).status == 202)
            #expect(try await api.send(.post, path, strange).status == 404)
            #expect(try await api.stored(node)?.provisionState == .inspectWait)
        }
    }

    @Test(arguments: [ProvisionState.enroll, .inspecting, .manageable, .active])
    func `only nodes that wait are found`(state: ProvisionState) async throws {
        try await APIFixture.run { api in
            let node = try await api.node { $0.provisionState = state }
            let path = "/v1/continue_inspection?node_uuid=\(node.id)"
            #expect(try await api.send(.post, path, Self.report()).status == 404)
            #expect(try await api.store.read { try $0.inventories.find(node.id) } == nil)
        }
    }

    @Test(arguments: [
        "[]", "{}", #"{"inventory": 5}"#, #"{"inventory": {}}"#, #"{"inventory": {"interfaces": []}}"#,
        #"{"inventory": {"interfaces": [{}]}}"#, #"{"inventory": {"interfaces": [{"mac_address": "x"}]}}"#,
        #"{"inventory": {"interfaces": [{"mac_address": "52:54:00:ab:cd:01"}], "bmc_address": 5}}"#,
    ])
    func `what is no report is refused`(body: String) async throws {
        try await APIFixture.run { api in
            _ = try await Self.waiting(api)
            #expect(try await api.raw(.post, "/v1/continue_inspection", body).status == 400)
        }
    }

    @Test func `it can be switched off`() async throws {
        try await APIFixture.run(configure: { $0.servesRamdisks = false }) { api in
            _ = try await Self.waiting(api)
            #expect(try await api.send(.post, "/v1/continue_inspection", Self.report()).status == 403)
        }
    }
}
