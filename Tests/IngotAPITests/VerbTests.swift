import HTTPTypes
import IngotModel
import Synchronization
import Testing

struct VerbTests {
    @Test func `a verb that the state allows reaches the conductor with what came along`() async throws {
        let seen = Mutex<NodeRequest?>(nil)
        let conductor = ScriptedConductor { request in
            seen.withLock { $0 = request }
            return (.accepted, ["run": "5c1f0e6e-6c2c-4a3f-9d4a-000000000001"])
        }
        try await APIFixture.run(conductor) { api in
            let node = try await api.node("oak") { $0.provisionState = .available }
            let drive: JSONValue = ["meta_data": ["name": "oak"], "user_data": "#!/bin/sh"]
            let answer = try await api.send(
                .put, "/v1/nodes/oak/states/provision", ["target": "active", "configdrive": drive])
            #expect(answer.status == 202)
            #expect(answer.text.isEmpty)
            #expect(answer.header("Location") == "http://localhost/v1/nodes/oak/states")
            #expect(try await api.stored(node)?.provisionState == .available)
        }
        let request = try #require(seen.withLock { $0 })
        #expect(request.kind == .provision(.active))
        #expect(request.arguments["configdrive"]?["user_data"] == "#!/bin/sh")
        #expect(request.apiRequest?.hasPrefix("req-") == true)
    }

    /// State, body, version, status.
    static let provisions: [(ProvisionState, JSONValue, Int, Int)] = [
        (.enroll, ["target": "manage"], 4, 202),
        (.enroll, ["target": "manage"], 3, 406),
        (.enroll, ["target": "provide"], 115, 400),
        (.enroll, ["target": "dance"], 115, 400),
        (.enroll, ["target": "fail"], 115, 400),
        (.enroll, ["target": 5], 115, 400),
        (.enroll, [:], 115, 400),
        (.enroll, ["target": "manage", "colour": "red"], 115, 400),
        (.available, ["target": "active"], 1, 202),
        (.available, ["target": "deploy"], 72, 406),
        (.available, ["target": "deploy"], 73, 202),
        (.available, ["target": "deploy", "configdrive": "x"], 115, 400),
        (.available, ["target": "active", "configdrive": ["meta_data": [:]]], 55, 400),
        (.available, ["target": "active", "configdrive": ["meta_data": [:]]], 56, 202),
        (.available, ["target": "active", "configdrive": ["vendor_data": [:]]], 58, 400),
        (.available, ["target": "active", "configdrive": ["vendor_data": [:]]], 59, 202),
        (.available, ["target": "active", "configdrive": ["other": [:]]], 115, 400),
        (.available, ["target": "active", "configdrive": 5], 115, 400),
        (.available, ["target": "active", "configdrive": "{\"meta_data\": {}}"], 115, 400),
        (.available, ["target": "active", "configdrive": "one, two"], 1, 400),
        (.available, ["target": "active", "configdrive": "https://drives/a-1.iso?x=y&z"], 1, 202),
        (.available, ["target": "active", "configdrive": "H4sI+/8A\r\nAA=="], 1, 202),
        (.available, ["target": "active", "configdrive": ""], 1, 202),
        (.available, ["target": "active", "deploy_steps": []], 68, 202),
        (.available, ["target": "active", "clean_steps": []], 115, 202),
        (.available, ["target": "active", "rescue_password": "x"], 115, 400),
        (.available, ["target": "active", "disable_ramdisk": true], 115, 400),
        (.available, ["target": "active", "runbook": "x"], 91, 406),
        (.available, ["target": "active", "runbook": "x"], 92, 404),
        (.active, ["target": "rebuild", "configdrive": "x"], 34, 400),
        (.active, ["target": "rebuild", "configdrive": "x"], 35, 202),
        (.active, ["target": "deleted"], 1, 202),
        (.active, ["target": "undeploy"], 115, 202),
        (.active, ["target": "active"], 115, 400),
        (.active, ["target": "rescue", "rescue_password": " "], 115, 400),
        (.active, ["target": "rescue"], 115, 400),
        (.active, ["target": "rescue", "rescue_password": "x"], 38, 202),
        (.active, ["target": "service", "service_steps": []], 86, 406),
        (.active, ["target": "service"], 115, 400),
        (.active, ["target": "service", "service_steps": []], 115, 400),
        (.manageable, ["target": "clean"], 115, 400),
        (.manageable, ["target": "clean", "clean_steps": []], 14, 406),
        (.manageable, ["target": "clean", "clean_steps": []], 15, 400),
        (.manageable, ["target": "unhold"], 84, 400),
        (.cleanHold, ["target": "unhold"], 84, 406),
        (.cleanHold, ["target": "unhold"], 85, 202),
        (.cleanWait, ["target": "abort"], 12, 406),
        (.cleanWait, ["target": "abort"], 13, 202),
        (.deployWait, ["target": "abort"], 109, 406),
        (.deployWait, ["target": "abort"], 110, 202),
        (.inspectWait, ["target": "abort"], 40, 406),
    ]

    @Test(arguments: provisions)
    func `verbs are checked in the contract's order`(
        state: ProvisionState, body: JSONValue, version: Int, status: Int
    ) async throws {
        try await APIFixture.run(.willing) { api in
            let node = try await api.node { $0.provisionState = state }
            let answer = try await api.send(
                .put, "/v1/nodes/\(node.id)/states/provision", body, version: version)
            #expect(answer.status == status, "\(answer.text)")
            #expect(status == 202 || !answer.message.isEmpty)
        }
    }

    @Test func `arguments may come in the query`() async throws {
        try await APIFixture.run(.willing) { api in
            let node = try await api.node()
            #expect(try await api.send(.put, "/v1/nodes/\(node.id)/states/provision?target=manage").status == 202)
            #expect(try await api.send(.put, "/v1/nodes/\(node.id)/states/power?target=power%20on").status == 202)
        }
    }

    /// State, body, version, status.
    static let powers: [(ProvisionState, JSONValue, Int, Int)] = [
        (.available, ["target": "power on"], 1, 202),
        (.available, ["target": "rebooting"], 1, 202),
        (.available, ["target": "soft rebooting"], 26, 406),
        (.available, ["target": "soft rebooting", "timeout": 5], 27, 202),
        (.available, ["target": "power on", "timeout": 5], 26, 406),
        (.available, ["target": "power on", "timeout": 0], 27, 400),
        (.available, ["target": "power on", "timeout": "x"], 27, 400),
        (.available, ["target": "explode"], 115, 400),
        (.available, [:], 115, 400),
        (.cleaning, ["target": "power on"], 115, 400),
        (.cleanWait, ["target": "power off"], 115, 400),
    ]

    @Test(arguments: powers)
    func `power targets are checked`(
        state: ProvisionState, body: JSONValue, version: Int, status: Int
    ) async throws {
        try await APIFixture.run(.willing) { api in
            let node = try await api.node { $0.provisionState = state }
            let answer = try await api.send(.put, "/v1/nodes/\(node.id)/states/power", body, version: version)
            #expect(answer.status == status, "\(answer.text)")
        }
    }

    @Test func `what must not be powered off is not`() async throws {
        try await APIFixture.run(.willing) { api in
            let node = try await api.node { $0.disablePowerOff = true }
            let path = "/v1/nodes/\(node.id)/states/power"
            #expect(try await api.send(.put, path, ["target": "power off"]).status == 409)
            #expect(try await api.send(.put, path, ["target": "soft power off"]).status == 409)
            #expect(try await api.send(.put, path, ["target": "rebooting"]).status == 202)
        }
    }

    @Test func `a held node answers who holds it, for what, since when`() async throws {
        try await APIFixture.run(.willing) { api in
            let node = try await api.node { $0.provisionState = .available }
            try await api.lock(node)
            for (path, body) in [("provision", "active"), ("provision", "manage"), ("power", "power on")] {
                let answer = try await api.send(
                    .put, "/v1/nodes/\(node.id)/states/\(path)", ["target": .string(body)])
                #expect(answer.status == 409)
                #expect(answer.message.contains("conductor-1"))
                #expect(answer.message.contains("provision:active"))
                #expect(answer.inner["faultcode"] == "Client")
                #expect(answer.inner["error_code"] == "node_locked")
            }
            let illegal = try await api.send(
                .put, "/v1/nodes/\(node.id)/states/provision", ["target": "provide"])
            #expect(illegal.status == 409)
            #expect(try await api.get("/v1/nodes/\(node.id)").json["reservation"] == "conductor-1")
            #expect(try await api.send(.delete, "/v1/nodes/\(node.id)").status == 409)
            #expect(try await api.send(.put, "/v1/nodes/\(node.id)/maintenance").status == 409)
            api.clock.advance(by: .seconds(61))
            #expect(try await api.get("/v1/nodes/\(node.id)").json["reservation"] == .null)
        }
    }

    @Test func `a call waits for a node that is held for a moment only`() async throws {
        try await APIFixture.run(.willing, configure: { $0.lockPatience = .seconds(30) }) { api in
            let node = try await api.node()
            try await api.lock(node)
            async let answer = api.send(.put, "/v1/nodes/\(node.id)/maintenance")
            try await api.store.write { transaction in
                if let lease = try transaction.leases.find(node.id) { try transaction.leases.release(lease) }
                transaction.ringAfterCommit()
            }
            #expect(try await answer.status == 202)
        }
    }

    @Test func `maintenance and protection stop verbs`() async throws {
        try await APIFixture.run(.willing) { api in
            let kept = try await api.node { node in
                node.provisionState = .active
                node.isProtected = true
                node.protectedReason = "the database"
            }
            let refused = try await api.send(
                .put, "/v1/nodes/\(kept.id)/states/provision", ["target": "deleted"])
            #expect(refused.status == 403)
            #expect(refused.message.contains("the database"))
            let sick = try await api.node { node in
                node.provisionState = .available
                node.inMaintenance = true
            }
            let path = "/v1/nodes/\(sick.id)/states/provision"
            #expect(try await api.send(.put, path, ["target": "active"]).status == 400)
        }
    }

    @Test(arguments: [
        (400, "fast_track_needed", "the agent of the node was last heard of 400 s ago"),
        (409, "node_locked", "held"), (503, "no_free_worker", "busy"), (500, "broken", "x"),
    ])
    func `a conductor's refusal is passed on`(status: Int, code: String, message: String) async throws {
        try await APIFixture.run(.refusing(status, code, message)) { api in
            let node = try await api.node()
            let answer = try await api.send(
                .put, "/v1/nodes/\(node.id)/states/provision", ["target": "manage"])
            #expect(answer.status == status)
            #expect(answer.message == message)
            #expect(answer.inner["error_code"] == .string(code))
        }
    }

    @Test func `a request that nobody takes is withdrawn`() async throws {
        try await APIFixture.run(configure: { $0.answerTimeout = .milliseconds(20) }) { api in
            let node = try await api.node()
            let answer = try await api.send(
                .put, "/v1/nodes/\(node.id)/states/provision", ["target": "manage"])
            #expect(answer.status == 503)
            #expect(answer.header("Retry-After") == "10")
            #expect(try await api.store.read { try $0.requests.unfinished(node.id) }.isEmpty)
        }
    }

    @Test func `a request whose client hung up is withdrawn`() async throws {
        try await APIFixture.run { api in
            let node = try await api.node()
            let rings = api.store.bell.rings
            let call = Task {
                try await api.send(.put, "/v1/nodes/\(node.id)/states/provision", ["target": "manage"])
            }
            await api.store.bell.wait(after: rings)
            #expect(try await api.store.read { try $0.requests.unfinished(node.id) }.count == 1)
            call.cancel()
            _ = await call.result
            #expect(try await api.store.read { try $0.requests.unfinished(node.id) }.isEmpty)
        }
    }

    @Test func `verbs need a living conductor of the node's group`() async throws {
        try await APIFixture.run(.willing) { api in
            let ours = try await api.node()
            let theirs = try await api.node { $0.conductorGroup = "hall-2" }
            func manage(_ node: Node) async throws -> Answer {
                try await api.send(.put, "/v1/nodes/\(node.id)/states/provision", ["target": "manage"])
            }
            #expect(try await manage(ours).status == 202)
            let refused = try await manage(theirs)
            #expect(refused.status == 400)
            #expect(refused.message.contains("hall-2"))
            #expect(try await api.get("/v1/nodes/\(theirs.id)/validate").status == 400)
            // A conductor that was killed stays online in the database, but is not seen any more.
            api.clock.advance(by: .seconds(61))
            #expect(try await manage(ours).inner["error_code"] == "no_valid_host")
            #expect(try await api.get("/v1/drivers").json["drivers"] == [])
        }
    }

    @Test func `a driver without a conductor is told`() async throws {
        try await APIFixture.run(.willing) { api in
            let node = try await api.node { $0.driver = "ipmi" }
            let answer = try await api.send(
                .put, "/v1/nodes/\(node.id)/states/provision", ["target": "manage"])
            #expect(answer.status == 400)
            #expect(answer.message.contains("ipmi"))
        }
    }

    @Test func `validation is shown without vendor and without empty reasons`() async throws {
        let conductor = ScriptedConductor { _ in
            (
                .accepted,
                [
                    "power": ["result": true, "reason": nil], "vendor": ["result": true, "reason": nil],
                    "deploy": ["result": false, "reason": "no image_source"],
                ]
            )
        }
        try await APIFixture.run(conductor) { api in
            let node = try await api.node("oak")
            let expected: JSONValue = [
                "power": ["result": true], "deploy": ["result": false, "reason": "no image_source"],
            ]
            #expect(try await api.get("/v1/nodes/\(node.id)/validate").json == expected)
            #expect(try await api.get("/v1/nodes/validate?node=oak").json == expected)
            #expect(try await api.get("/v1/nodes/validate").status == 400)
            #expect(try await api.get("/v1/nodes/elm/validate").status == 404)
        }
    }
}
