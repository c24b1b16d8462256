import HTTPTypes
import IngotModel
import IngotStorage
import Testing

struct RamdiskTests {
    @Test func `the first lookup gets the token, later ones the mask`() async throws {
        try await APIFixture.run { api in
            let node = try await api.node { node in
                node.provisionState = .deployWait
                node.instanceInfo = ["configdrive": "hunter2", "image_request_authorization": "hunter2"]
            }
            try await api.store.write { transaction in
                guard let address = MACAddress("52:54:00:ab:cd:01") else { return }
                try transaction.ports.insert(
                    Port(id: .random(), node: node.id, address: address, createdAt: api.clock.now))
            }
            let path = "/v1/lookup?addresses=garbage,52:54:00:AB:CD:01"
            let first = try await api.get(path)
            #expect(first.status == 200, "\(first.text)")
            #expect(first.json["node"]?["uuid"] == .string(node.id.text))
            #expect(first.json["node"]?["instance_info"]?["configdrive"] == "******")
            #expect(!first.text.contains("hunter2"))
            #expect(first.json["config"]?["heartbeat_timeout"] == 300)
            #expect(first.json["config"]?["agent_token_required"] == true)
            let token = try #require(first.json["config"]?["agent_token"]?.string)
            #expect(token.utf8.count == 43)
            #expect(token.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") })
            let second = try await api.get(path)
            #expect(second.json["config"]?["agent_token"] == "******")
            #expect(!second.text.contains(token))
            let old = try await api.get("/v1/lookup?node_uuid=\(node.id)", version: 61)
            #expect(old.json["config"]?["agent_token"] == "******")
        }
    }

    @Test func `a machine that was rebooted by hand gets a new token once its agent was silent for long`() async throws
    {
        try await APIFixture.run { api in
            let node = try await api.node { $0.provisionState = .deployWait }
            func lookup() async throws -> String? {
                // The conductor lives on, whatever the agent does.
                try await api.seeConductor()
                return try await api.get("/v1/lookup?node_uuid=\(node.id)").json["config"]?["agent_token"]?.string
            }
            let first = try #require(try await lookup())
            api.clock.advance(by: .seconds(200))
            let beat: JSONValue = [
                "callback_url": "https://a:1", "agent_token": .string(first), "agent_version": "11",
            ]
            try await api.seeConductor()
            #expect(try await api.send(.post, "/v1/heartbeat/\(node.id)", beat).status == 202)
            api.clock.advance(by: .seconds(300))
            #expect(try await lookup() == "******")
            api.clock.advance(by: .seconds(1))
            let second = try #require(try await lookup())
            #expect(second.utf8.count == 43)
            #expect(second != first)
            // The agent that has the old token is a stranger now, and the new one may listen elsewhere.
            #expect(try await api.send(.post, "/v1/heartbeat/\(node.id)", beat).status == 400)
            #expect(try await api.store.read { try $0.agents.find(node.id) }?.url == nil)
            // An agent that died before its first heartbeat ages too.
            api.clock.advance(by: .seconds(300))
            #expect(try await lookup() == "******")
            api.clock.advance(by: .seconds(1))
            #expect(try await lookup()?.utf8.count == 43)
        }
    }

    @Test func `a token that came with the boot medium outlives silence`() async throws {
        try await APIFixture.run { api in
            let node = try await api.node { $0.provisionState = .deployWait }
            try await api.store.write { [moment = api.clock.now - .seconds(1000)] transaction in
                var agent = AgentRecord(node: node.id)
                agent.token = Secret("from the medium")
                agent.tokenIsPregenerated = true
                agent.lastHeartbeat = moment
                try transaction.agents.upsert(agent)
            }
            let answer = try await api.get("/v1/lookup?node_uuid=\(node.id)")
            #expect(answer.json["config"]?["agent_token"] == "******")
            #expect(try await api.store.read { try $0.agents.find(node.id) }?.token?.matches("from the medium") == true)
        }
    }

    @Test func `clients that know no tokens get none`() async throws {
        try await APIFixture.run { api in
            let node = try await api.node { $0.provisionState = .deployWait }
            let answer = try await api.get("/v1/lookup?node_uuid=\(node.id)", version: 61)
            #expect(answer.json["config"]?["agent_token"] == .null)
            #expect(try await api.store.read { try $0.agents.find(node.id) }?.token == nil)
        }
    }

    /// State, fast track, whether the lookup finds the node.
    static let states: [(ProvisionState, JSONValue?, Int)] = [
        (.deployWait, nil, 200), (.cleaning, nil, 200), (.inspectWait, nil, 200), (.rescueWait, nil, 200),
        (.enroll, nil, 404), (.available, nil, 404), (.active, nil, 404), (.servicing, nil, 404),
        (.enroll, true, 200), (.available, "yes", 200), (.manageable, true, 200), (.active, true, 404),
        (.verifying, true, 404), (.enroll, "sometimes", 400), (.enroll, false, 404),
        (.deployFailed, nil, 404), (.deployFailed, true, 200), (.cleanFailed, true, 200), (.rescueFailed, true, 200),
    ]

    @Test(arguments: states)
    func `lookup finds nodes that expect a ramdisk`(
        state: ProvisionState, fastTrack: JSONValue?, status: Int
    ) async throws {
        try await APIFixture.run { api in
            let node = try await api.node { node in
                node.provisionState = state
                node.driverInfo["fast_track"] = fastTrack
            }
            #expect(try await api.get("/v1/lookup?node_uuid=\(node.id)").status == status)
        }
    }

    @Test func `lookup is refused as the contract says`() async throws {
        try await APIFixture.run { api in
            let stray = try await api.node { node in
                node.driver = "ipmi"
                node.provisionState = .deployWait
            }
            let cases: [(String, Int, Int)] = [
                ("", 115, 400), ("?addresses=", 115, 400), ("?addresses=x,y", 115, 400), ("?node_uuid=x", 115, 400),
                ("?node_uuid=\(NodeID.random())", 115, 404), ("?node_uuid=\(NodeID.random())", 21, 404),
                ("?addresses=52:54:00:00:00:99", 115, 404), ("?colour=red", 115, 400),
                ("?node_uuid=\(stray.id)", 115, 400),
            ]
            for (query, version, status) in cases {
                #expect(try await api.get("/v1/lookup\(query)", version: version).status == status, "\(query)")
            }
        }
        try await APIFixture.run(configure: { $0.servesRamdisks = false }) { api in
            let lookup = try await api.get("/v1/lookup")
            #expect(lookup.status == 403)
            let heartbeat = try await api.send(.post, "/v1/heartbeat/x")
            #expect(heartbeat.status == 403)
        }
        try await APIFixture.run(configure: { $0.restrictsLookup = false }) { api in
            let node = try await api.node { $0.provisionState = .active }
            #expect(try await api.get("/v1/lookup?node_uuid=\(node.id)").status == 200)
        }
    }

    /// Changes to a proper heartbeat (null removes), version, status, a word of the message.
    static let heartbeats: [(JSONValue, Int, Int, String)] = [
        ([:], 115, 202, ""),
        ([:], 72, 202, ""),
        ([:], 35, 400, "agent_version"),
        ([:], 21, 404, ""),
        (["agent_version": nil], 35, 400, "agent_version"),
        (["agent_version": nil], 22, 400, "agent_version"),
        (["agent_version": nil], 36, 400, "agent_version"),
        (["agent_version": nil, "agent_status": "start"], 72, 202, ""),
        (["agent_verify_ca": "PEM"], 67, 400, "agent_verify_ca"),
        (["agent_verify_ca": "PEM"], 68, 202, ""),
        (["agent_verify_ca": ""], 68, 202, ""),
        (["agent_status": "start"], 71, 400, "agent_status"),
        (["agent_status": "dancing"], 115, 400, "agent_status"),
        (["callback_url": nil], 115, 400, "callback_url"),
        (["callback_url": 5], 115, 400, "callback_url"),
        (["callback_url": "ftp://x"], 115, 400, "callback_url"),
        (["callback_url": ""], 115, 202, ""),
        (["agent_token": nil], 115, 400, "agent_token"),
        (["agent_token": "wrong"], 115, 400, "agent_token"),
        (["agent_token": ""], 115, 400, "agent_token"),
        (["colour": "red"], 115, 400, "colour"),
    ]

    @Test(arguments: heartbeats)
    func `heartbeats are checked in the contract's order`(
        change: JSONValue, version: Int, status: Int, word: String
    ) async throws {
        try await APIFixture.run { api in
            let node = try await api.node("oak") { $0.provisionState = .deployWait }
            try await api.agent(of: node, token: "right")
            var body: [String: JSONValue] = [
                "callback_url": "https://10.0.0.9:9999", "agent_token": "right", "agent_version": "11.0",
            ]
            for (name, value) in change.object ?? [:] { body[name] = value.isNull ? nil : value }
            let answer = try await api.send(.post, "/v1/heartbeat/oak", .object(body), version: version)
            #expect(answer.status == status, "\(answer.text)")
            #expect(word.isEmpty || answer.message.contains(word))
            let record = try await api.store.read { try $0.agents.find(node.id) }
            #expect((record?.url != nil) == (status == 202))
        }
    }

    @Test func `an agent keeps its address and certificate until it is booted anew`() async throws {
        try await APIFixture.run { api in
            let node = try await api.node("oak") { $0.provisionState = .cleanWait }
            try await api.agent(of: node, token: "right")
            func beat(_ url: String, _ certificate: String) async throws -> Int {
                try await api.send(
                    .post, "/v1/heartbeat/\(node.id)",
                    [
                        "callback_url": .string(url), "agent_token": "right", "agent_version": "11",
                        "agent_verify_ca": .string(certificate),
                    ]
                ).status
            }
            #expect(try await beat("https://a:1", "one") == 202)
            #expect(try await beat("https://a:1", "one") == 202)
            #expect(try await beat("https://b:1", "one") == 400)
            #expect(try await beat("https://a:1", "two") == 400)
            #expect(try await beat("https://a:1", "") == 202)
            let record = try await api.store.read { try $0.agents.find(node.id) }
            #expect(record?.url == "https://a:1")
            #expect(record?.certificate == "one")
        }
    }

    @Test(arguments: [
        (ProvisionState.active, true, false), (.enroll, false, false), (.enroll, true, true), (.available, true, true),
        (.deploying, false, true), (.servicing, false, true), (.inspectWait, true, false),
        (.deployFailed, true, true), (.cleanFailed, true, true), (.cleanFailed, false, false),
    ])
    func `heartbeats in other states are accepted and forgotten`(
        state: ProvisionState, isFast: Bool, isRecorded: Bool
    ) async throws {
        try await APIFixture.run(configure: { $0.fastTrackDefault = isFast }) { api in
            let node = try await api.node("oak") { $0.provisionState = state }
            try await api.agent(of: node, token: "right")
            let answer = try await api.send(
                .post, "/v1/heartbeat/oak",
                ["callback_url": "http://a", "agent_token": "right", "agent_version": "1"])
            #expect(answer.status == 202)
            #expect((try await api.store.read { try $0.agents.find(node.id) }?.url != nil) == isRecorded)
        }
    }

    @Test func `heartbeats need a node, and TLS where the server says so`() async throws {
        try await APIFixture.run(configure: { $0.requiresAgentTLS = true }) { api in
            let node = try await api.node("oak") { $0.provisionState = .deployWait }
            try await api.agent(of: node, token: "right")
            var body: [String: JSONValue] = [
                "callback_url": "http://a", "agent_token": "right", "agent_version": "1",
            ]
            #expect(try await api.send(.post, "/v1/heartbeat/oak", .object(body)).status == 400)
            #expect(try await api.send(.post, "/v1/heartbeat/elm", .object(body)).status == 404)
            body["callback_url"] = "https://a"
            #expect(try await api.send(.post, "/v1/heartbeat/oak", .object(body)).status == 202)
        }
    }

    @Test func `a heartbeat wakes the run that waits for it`() async throws {
        try await APIFixture.run { api in
            let node = try await api.node("oak") { $0.provisionState = .deployWait }
            try await api.agent(of: node, token: "right")
            let now = api.clock.now
            var run = Run(
                node: node.id, kind: .provision(.active), arguments: [:],
                plan: Plan(verb: "active", from: .available, target: .active, steps: []), requestedAt: now,
                startedAt: now)
            run.state = .suspended
            run.wakeAt = now + .seconds(600)
            let waiting = run
            try await api.store.write { try $0.runs.insert(waiting) }
            let rings = api.store.bell.rings
            _ = try await api.send(
                .post, "/v1/heartbeat/oak",
                ["callback_url": "http://a", "agent_token": "right", "agent_version": "1"])
            #expect(api.store.bell.rings > rings)
            #expect(try await api.store.read { try $0.runs.find(waiting.id) }?.wakeAt == now)
        }
    }
}

extension APIFixture {
    fileprivate func seeConductor() async throws {
        let now = clock.now
        _ = try await store.write { try $0.conductors.touch("conductor-1", incarnation: "first", at: now) }
    }

    fileprivate func agent(of node: Node, token: String) async throws {
        let now = clock.now
        _ = try await store.write { try $0.agents.claimToken(node.id, token: Secret(token), at: now) }
    }
}
