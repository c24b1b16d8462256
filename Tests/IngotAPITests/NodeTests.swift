import HTTPTypes
import IngotModel
import Testing

struct NodeTests {
    @Test func `a new node gets its driver's interfaces and starts in enroll`() async throws {
        try await APIFixture.run { api in
            let made = try await api.send(
                .post, "/v1/nodes",
                ["driver": "manual-management", "name": "oak", "driver_info": ["fast_track": true], "extra": ["a": 1]])
            #expect(made.status == 201, "\(made.text)")
            let uuid = try #require(made.json["uuid"]?.string)
            #expect(made.header("Location") == "http://localhost/v1/nodes/\(uuid)")
            #expect(made.json["power_interface"] == "agent")
            #expect(made.json["network_interface"] == "noop")
            #expect(made.json["provision_state"] == "enroll")
            #expect(made.json["power_state"] == .null)
            #expect(made.json["maintenance"] == false)
            let shown = try await api.get("/v1/nodes/oak")
            #expect(shown.json == made.json)
            #expect(try await api.get("/nodes/\(uuid)").json == made.json)
        }
    }

    @Test func `a new node of an old client is available at once`() async throws {
        try await APIFixture.run { api in
            let old = try await api.send(.post, "/v1/nodes", ["driver": "fake-hardware"], version: 1)
            #expect(old.json["provision_state"] == .null)
            let uuid = try #require(old.json["uuid"]?.string)
            #expect(try await api.get("/v1/nodes/\(uuid)", version: 2).json["provision_state"] == "available")
            #expect(try await api.get("/v1/nodes/\(uuid)", version: 2).json["name"] == nil)
        }
    }

    /// Body, version, status, a word of the message.
    static let creations: [(JSONValue, Int, Int, String)] = [
        ([:], 115, 400, "driver"),
        (["driver": nil], 115, 400, "driver"),
        (["driver": 5], 115, 400, "driver"),
        (["driver": "unheard-of"], 115, 400, "unheard-of"),
        (["driver": "fake-hardware", "colour": "red"], 115, 400, "colour"),
        (["driver": "fake-hardware", "provision_state": "active"], 115, 400, "provision_state"),
        (["driver": "fake-hardware", "resource_class": "x"], 20, 406, "resource_class"),
        (["driver": "fake-hardware", "resource_class": "x"], 21, 201, ""),
        (["driver": "fake-hardware", "power_interface": "agent"], 115, 400, "power interface"),
        (["driver": "fake-hardware", "power_interface": "magic"], 115, 400, "magic"),
        (["driver": "fake-hardware", "network_interface": "noop"], 115, 201, ""),
        (["driver": "fake-hardware", "uuid": "x"], 115, 400, "uuid"),
        (["driver": "fake-hardware", "name": "detail"], 115, 400, "detail"),
        (["driver": "fake-hardware", "name": "a b"], 115, 400, "a b"),
        (["driver": "fake-hardware", "name": ""], 115, 400, "called"),
        (["driver": "fake-hardware", "name": "a_b~c"], 10, 201, ""),
        (["driver": "fake-hardware", "name": "a_b"], 9, 400, "a_b"),
        (["driver": "fake-hardware", "name": "2c7f0d5e-6c2c-4a3f-9d4a-000000000001"], 115, 400, "UUID"),
        (["driver": "fake-hardware", "name": "x"], 4, 406, "name"),
        (["driver": "fake-hardware", "extra": "x"], 115, 400, "extra"),
        (["driver": "fake-hardware", "maintenance": "perhaps"], 115, 400, "maintenance"),
        (["driver": "fake-hardware", "maintenance": "yes"], 115, 201, ""),
        (["driver": "fake-hardware", "properties": ["cpus": "many"]], 115, 201, ""),
        (["driver": "fake-hardware", "properties": ["memory_mb": "many"]], 115, 400, "non-negative integers"),
        (["driver": "fake-hardware", "properties": ["local_gb": -5]], 115, 400, "non-negative integers"),
        (["driver": "fake-hardware", "properties": ["local_gb": [5]]], 115, 400, "non-negative integers"),
        (["driver": "fake-hardware", "properties": ["local_gb": "4.5"]], 115, 400, "non-negative integers"),
        (["driver": "fake-hardware", "properties": ["local_gb": ""]], 115, 400, "non-negative integers"),
        (["driver": "fake-hardware", "properties": ["local_gb": .null, "memory_mb": 4.5]], 115, 201, ""),
        (["driver": "fake-hardware", "properties": ["local_gb": "16", "memory_mb": 0]], 115, 201, ""),
        (["driver": "fake-hardware", "name": "Oak"], 9, 400, "Oak"),
        (["driver": "fake-hardware", "parent_node": ""], 115, 201, ""),
        (["driver": "fake-hardware", "chassis_uuid": "2c7f0d5e-6c2c-4a3f-9d4a-000000000001"], 115, 400, "chassis"),
        (["driver": "fake-hardware", "parent_node": "nobody"], 115, 400, "nobody"),
        (["driver": "fake-hardware", "conductor_group": "a b"], 115, 400, "conductor group"),
        (["driver": "fake-hardware", "conductor_group": "nowhere"], 115, 400, "nowhere"),
        (["driver": "fake-hardware", "retired_reason": "old"], 115, 201, ""),
        (["driver": "fake-hardware", "network_data": ["links": []]], 115, 400, "networks"),
        (["driver": "fake-hardware", "traits": ["CUSTOM_A"]], 115, 400, "traits"),
    ]

    @Test(arguments: creations)
    func `new nodes are checked`(body: JSONValue, version: Int, status: Int, word: String) async throws {
        try await APIFixture.run { api in
            let answer = try await api.send(.post, "/v1/nodes", body, version: version)
            #expect(answer.status == status, "\(answer.text)")
            if status != 201 { #expect(answer.message.contains(word), "\(answer.message)") }
        }
    }

    @Test func `what must be unique is`() async throws {
        try await APIFixture.run { api in
            let node = try await api.node("oak")
            let instance = "2c7f0d5e-6c2c-4a3f-9d4a-00000000000a"
            for (member, value) in [("name", "oak"), ("uuid", node.id.text)] {
                let answer = try await api.send(
                    .post, "/v1/nodes", ["driver": "fake-hardware", member: .string(value)])
                #expect(answer.status == 409)
                #expect(answer.message.contains(value))
            }
            let body: JSONValue = ["driver": "fake-hardware", "instance_uuid": .string(instance)]
            #expect(try await api.send(.post, "/v1/nodes", body).status == 201)
            #expect(try await api.send(.post, "/v1/nodes", body).status == 409)
            let patch: JSONValue = [["op": "add", "path": "/name", "value": "oak"]]
            let elm = try await api.node("elm")
            #expect(try await api.send(.patch, "/v1/nodes/\(elm.id)", patch).status == 409)
        }
    }

    @Test(arguments: [
        (
            1, ["driver_internal_info", "name", "states", "traits"],
            ["uuid", "driver", "maintenance", "links", "ports"]
        ),
        (3, ["name"], ["driver_internal_info"]),
        (31, ["storage_interface"], ["power_interface"]),
        (115, [], ["health", "traits", "firmware_interface", "instance_name"]),
    ])
    func `older clients see what they know`(version: Int, hidden: [String], shown: [String]) async throws {
        try await APIFixture.run { api in
            let node = try await api.node("oak")
            let answer = try await api.get("/v1/nodes/\(node.id)", version: version)
            for name in hidden { #expect(answer.json[name] == nil, "\(name)") }
            for name in shown { #expect(answer.json[name] != nil, "\(name)") }
        }
    }

    @Test func `states are shown as the client's version knows them`() async throws {
        try await APIFixture.run { api in
            let node = try await api.node { $0.provisionState = .inspectWait }
            for (version, word) in [(38, "inspecting"), (39, "inspect wait")] {
                let answer = try await api.get("/v1/nodes/\(node.id)/states", version: version)
                #expect(answer.json["provision_state"] == .string(word))
            }
            let old = try await api.get("/v1/nodes/\(node.id)/states", version: 1).json.object
            #expect(old?["raid_config"] == nil)
            #expect(old?["console_enabled"] == false)
        }
    }

    @Test func `names are no identifiers for clients that know none`() async throws {
        try await APIFixture.run { api in
            try await api.node("oak")
            #expect(try await api.get("/v1/nodes/oak", version: 4).status == 404)
            #expect(try await api.get("/v1/nodes/oak", version: 5).status == 200)
            #expect(try await api.get("/v1/nodes/oak.json", version: 90).status == 200)
            #expect(try await api.get("/v1/nodes/oak.json", version: 91).status == 404)
            #expect(try await api.get("/v1/nodes/%6Fak").status == 200)
            for (name, version) in [("OAK", 9), ("oak%21", 10)] {
                #expect(try await api.get("/v1/nodes/\(name)", version: version).status == 400)
            }
        }
    }

    @Test func `secrets are masked wherever a node is shown`() async throws {
        try await APIFixture.run { api in
            let node = try await api.node("oak") { node in
                node.driverInfo = [
                    "ipmi_password": "hunter2", "ipmi_address": "10.0.0.1", "deep": ["Private_Key": "hunter2"],
                    "snmp_auth_key": "hunter2", "kernel_append_params": "quiet admin_password=hunter2 debug",
                ]
                node.instanceInfo = [
                    "configdrive": "hunter2", "image_url": "http://hunter2", "image_source": "http://images/a.raw",
                    "image_request_authorization": "hunter2",
                ]
                let step: JSONValue = ["step": "erase", "args": ["passphrase": "hunter2", "passes": 2]]
                node.cleanStep = step
                node.deployStep = step
                node.serviceStep = step
            }
            try await api.store.write { transaction in
                var agent = AgentRecord(node: node.id)
                agent.token = Secret("hunter2")
                agent.url = "https://10.0.0.9:9999"
                agent.lastHeartbeat = Timestamp(seconds: 1_800_000_000)
                try transaction.agents.upsert(agent)
            }
            for path in ["/v1/nodes/oak", "/v1/nodes/detail", "/v1/nodes?detail=true", "/v1/nodes?fields=driver_info"] {
                let answer = try await api.get(path)
                #expect(answer.status == 200)
                #expect(!answer.text.contains("hunter2"), "\(path): \(answer.text)")
                #expect(answer.text.contains("10.0.0.1"))
            }
            let shown = try await api.get("/v1/nodes/oak").json
            #expect(shown["instance_info"]?["image_source"] == "http://images/a.raw")
            #expect(shown["instance_info"]?["configdrive"] == "******")
            #expect(shown["clean_step"]?["args"] == ["passphrase": "******", "passes": 2])
            #expect(shown["driver_info"]?["kernel_append_params"] == "quiet admin_password=****** debug")
            #expect(shown["driver_internal_info"]?["agent_url"] == "https://10.0.0.9:9999")
            #expect(shown["driver_internal_info"]?["agent_secret_token"] == "******")
            #expect(
                shown["driver_internal_info"]?["agent_last_heartbeat"] == "2027-01-15T08:00:00.000000")
        }
    }

    /// How the node is, status of a DELETE.
    static let deletions: [(@Sendable (inout Node) -> Void, Int)] = [
        ({ $0.provisionState = .enroll }, 204), ({ $0.provisionState = .manageable }, 204),
        ({ $0.provisionState = .available }, 204), ({ $0.provisionState = .adoptFailed }, 204),
        ({ $0.provisionState = .active }, 409), ({ $0.provisionState = .cleanWait }, 409),
        ({ $0.provisionState = .deployFailed }, 409), ({ $0.provisionState = .error }, 409),
        (
            { node in
                node.provisionState = .active
                node.inMaintenance = true
            }, 204
        ),
        ({ $0.instanceID = "2c7f0d5e-6c2c-4a3f-9d4a-00000000000a" }, 409),
        ({ $0.isProtected = true }, 403),
    ]

    @Test(arguments: deletions.indices)
    func `nodes are deleted where nothing is lost`(index: Int) async throws {
        let (shape, status) = Self.deletions[index]
        try await APIFixture.run { api in
            let node = try await api.node(nil, shape)
            let answer = try await api.send(.delete, "/v1/nodes/\(node.id)")
            #expect(answer.status == status, "\(answer.text)")
            #expect(try await api.get("/v1/nodes/\(node.id)").status == (status == 204 ? 404 : 200))
        }
    }

    @Test func `maintenance is set with a reason and cleared with its fault`() async throws {
        try await APIFixture.run { api in
            let node = try await api.node("oak") { $0.fault = "power failure" }
            let set = try await api.send(.put, "/v1/nodes/oak/maintenance", ["reason": "new disk"])
            #expect(set.status == 202)
            #expect(set.text.isEmpty)
            #expect(try await api.stored(node)?.maintenanceReason == "new disk")
            #expect(try await api.send(.delete, "/v1/nodes/oak/maintenance").status == 202)
            let after = try await api.stored(node)
            #expect(after?.inMaintenance == false)
            #expect(after?.maintenanceReason == nil)
            #expect(after?.fault == nil)
            #expect(try await api.send(.put, "/v1/nodes/oak/maintenance", ["why": "x"]).status == 400)
            #expect(try await api.send(.put, "/v1/nodes/elm/maintenance").status == 404)
        }
    }

    @Test(
        arguments: [
            ("portgroups", 24, ["portgroups": []]), ("bios", 40, ["bios": []]), ("firmware", 86, ["firmware": []]),
            ("ports", 1, ["ports": []]), ("volume/targets", 32, ["targets": []]),
        ] as [(String, Int, JSONValue)])
    func `the collections below a node answer in their shape`(
        name: String, since: Int, shape: JSONValue
    ) async throws {
        try await APIFixture.run { api in
            try await api.node("oak")
            #expect(try await api.get("/v1/nodes/oak/\(name)").json == shape)
            #expect(try await api.get("/v1/nodes/elm/\(name)").status == 404)
            if since > 5 { #expect(try await api.get("/v1/nodes/oak/\(name)", version: since - 1).status == 404) }
        }
    }

    @Test func `children name their parent`() async throws {
        try await APIFixture.run { api in
            let oak = try await api.node("oak")
            let made = try await api.send(
                .post, "/v1/nodes", ["driver": "fake-hardware", "parent_node": "oak", "name": "acorn"])
            #expect(made.json["parent_node"] == .string(oak.id.text))
            let children = try await api.get("/v1/nodes/oak/children")
            #expect(children.json["children"] == [made.json["uuid"] ?? .null])
            #expect(children.json["links"]?["rel"] == "children")
            #expect(try await api.get("/v1/nodes/oak/children", version: 82).status == 404)
            #expect(try await api.get("/v1/nodes").nodes.count == 1)
            #expect(try await api.get("/v1/nodes?include_children=true").nodes.count == 2)
            #expect(try await api.get("/v1/nodes?parent_node=oak").nodes.count == 1)
        }
    }

    @Test func `children of a deleted node are nobody's`() async throws {
        try await APIFixture.run { api in
            let oak = try await api.node("oak") { $0.provisionState = .available }
            let acorn = try await api.node("acorn") { $0.parentNode = oak.id.text }
            #expect(try await api.send(.delete, "/v1/nodes/oak").status == 204)
            #expect(try await api.get("/v1/nodes").nodes.map { $0["uuid"] } == [.string(acorn.id.text)])
            let shown = try await api.get("/v1/nodes/acorn")
            #expect(shown.json["parent_node"] == .null)
            #expect(shown.json["updated_at"] != .null)
        }
    }
}
