import IngotAuth
import IngotModel
import IngotStorage
import Testing

@testable import IngotAPI

struct DryRunTests {
    /// Answers questions with a plan, and does what it is asked otherwise.
    private static let telling = ScriptedConductor { request in
        request.kind.isQuestion
            ? (.accepted, ["kind": .string(request.kind.text), "arguments": .object(request.arguments)])
            : (.accepted, ["run": "5c1f0e6e-6c2c-4a3f-9d4a-000000000001"])
    }

    private static let administrator: Caller = {
        var caller = FixedCaller.system("admin")
        caller.roles = ["admin", "manager", "member", "reader"]
        return caller
    }()

    struct Case: Sendable, CustomTestStringConvertible {
        var path: String
        var body: JSONValue
        var kind: String
        var argument: String?
        var testDescription: String { path }
    }

    @Test(arguments: [
        Case(path: "provision?dry_run=true", body: ["target": "manage"], kind: "plan:manage"),
        Case(path: "provision?dry_run=1", body: ["target": "manage"], kind: "plan:manage"),
        Case(path: "provision", body: ["target": "manage", "dry_run": true], kind: "plan:manage"),
        Case(path: "power?dry_run=true", body: ["target": "rebooting"], kind: "plan:rebooting"),
    ])
    func `a dry run answers with the plan and asks for nothing else`(_ dryRun: Case) async throws {
        try await APIFixture.run(Self.telling) { api in
            try await api.node("oak")
            let answer = try await api.send(.put, "/v1/nodes/oak/states/\(dryRun.path)", dryRun.body)
            #expect(answer.status == 200, "\(answer.text)")
            #expect(answer.json["kind"]?.string == dryRun.kind)
        }
    }

    @Test func `what comes with the verb takes part in the plan`() async throws {
        try await APIFixture.run(Self.telling) { api in
            let node = try await api.node("oak")
            try await api.store.write { transaction in
                guard var node = try transaction.nodes.find(node.id) else { return }
                node.provisionState = .available
                _ = try transaction.nodes.update(node)
            }
            let step: JSONValue = ["interface": "deploy", "step": "x", "args": [:], "priority": 20]
            let answer = try await api.send(
                .put, "/v1/nodes/oak/states/provision?dry_run=true",
                ["target": "active", "deploy_steps": [step], "configdrive": ["user_data": "x"]])
            #expect(answer.status == 200, "\(answer.text)")
            #expect(answer.json["arguments"]?["deploy_steps"] == [step])
            #expect(answer.json["arguments"]?["configdrive"] == ["user_data": "x"])
        }
    }

    @Test func `without the wish, or with a no, the call is what it always was`() async throws {
        try await APIFixture.run(Self.telling) { api in
            try await api.node("oak")
            let answer = try await api.send(.put, "/v1/nodes/oak/states/provision?dry_run=false", ["target": "manage"])
            #expect(answer.status == 202)
            #expect(answer.text.isEmpty)
            let wrong = try await api.send(.put, "/v1/nodes/oak/states/provision?dry_run=often", ["target": "manage"])
            #expect(wrong.status == 400)
        }
    }

    @Test func `a dry run is refused as the verb would be`() async throws {
        let blocker = PlanBlocker(code: "node_protected", status: 403, "it is protected", remedy: "unset it")
        let blocked: JSONValue = ["verb": "manage", "steps": [], "blocked_by": [blocker.json, blocker.json]]
        try await APIFixture.run(ScriptedConductor { _ in (.accepted, blocked) }) { api in
            let node = try await api.node("oak")
            let state = try await api.send(.put, "/v1/nodes/oak/states/provision?dry_run=true", ["target": "provide"])
            #expect(state.status == 400)
            let version = try await api.send(
                .put, "/v1/nodes/oak/states/provision?dry_run=true", ["target": "service"], version: 50)
            #expect(version.status == 406 || version.status == 400)
            let refused = try await api.send(.put, "/v1/nodes/oak/states/provision?dry_run=true", ["target": "manage"])
            #expect(refused.status == 403)
            #expect(refused.text.contains("it is protected; unset it"))
            let shown = try await api.get("/v1/nodes/oak/plan?target=manage")
            #expect(shown.status == 200)
            #expect(shown.json["blocked_by"]?.array?.count == 2)
            let now = api.clock.now
            _ = try await api.store.write { transaction in
                try transaction.leases.acquire(
                    node.id, holder: "h", incarnation: "i", purpose: "x", now: now, duration: .seconds(60))
            }
            let held = try await api.send(.put, "/v1/nodes/oak/states/provision?dry_run=true", ["target": "manage"])
            #expect(held.status == 409)
        }
    }

    @Test func `a dry run that finds no room is told when to come again, as the verb would be`() async throws {
        let full = PlanBlocker(code: "no_room", status: 503, "there is no room", remedy: "try again later")
        let conductor = ScriptedConductor { request in
            request.kind.isQuestion ? (.accepted, ["blocked_by": [full.json]]) : (.refused, full.json)
        }
        try await APIFixture.run(conductor) { api in
            try await api.node("oak")
            for path in ["provision?dry_run=true", "provision"] {
                let answer = try await api.send(.put, "/v1/nodes/oak/states/\(path)", ["target": "manage"])
                #expect(answer.status == 503 && answer.code == "no_room", "\(answer.text)")
                #expect(answer.header("Retry-After") == "10")
            }
        }
    }

    private static let rebuild: JSONValue = [
        "target": "rebuild", "deploy_steps": [["interface": "deploy", "step": "x", "args": [:], "priority": 20]],
    ]

    /// Blocks what would be rebuilt with steps, in two ways; whatever else is asked, it refuses.
    private static func blocking(_ blockers: [PlanBlocker]) -> ScriptedConductor {
        ScriptedConductor { request in
            guard request.kind == .plan(.rebuild), request.arguments["deploy_steps"] != nil else {
                return (.refused, ["message": "not asked for"])
            }
            return (.accepted, ["blocked_by": .array(blockers.map(\.json))])
        }
    }

    @Test func `a dry run that is refused tells all that is in the way, whoever has found it`() async throws {
        let blockers = ["node_in_maintenance", "node_protected", "invalid_parameter"].map {
            PlanBlocker(code: $0, status: $0 == "node_protected" ? 403 : 400, "it is \($0)", remedy: "end that")
        }
        let all = JSONValue.array(blockers.map(\.json))
        try await APIFixture.run(Self.blocking(blockers)) { api in
            for name in ["oak", "elm"] {
                try await api.node(name) { node in
                    node.provisionState = .active
                    node.isProtected = name == "oak"
                    node.inMaintenance = name == "oak"
                }
            }
            // The API itself refuses to touch the one, the conductor the other.
            for name in ["oak", "elm"] {
                let path = "/v1/nodes/\(name)/states/provision"
                let refusal = try await api.send(.put, "\(path)?dry_run=true", Self.rebuild)
                #expect(refusal.status == 400 && refusal.code == "node_in_maintenance", "\(refusal.text)")
                #expect(refusal.inner["blocked_by"] == all)
            }
            let real = try await api.send(.put, "/v1/nodes/oak/states/provision", Self.rebuild)
            #expect(real.status == 400 && real.inner["blocked_by"] == nil)
            var body = Self.rebuild.object ?? [:]
            body["nodes"] = ["oak"]
            let bulk = try await api.send(.post, "/v1/bulk/states/provision?dry_run=true", .object(body))
            #expect(bulk.json["results"]?[0]?["error"]?["blocked_by"] == all, "\(bulk.text)")
            #expect(bulk.json["results"]?[0]?["error"]?["code"] == "node_in_maintenance")
        }
    }

    @Test func `a refusal is told soon where no conductor says what else is in the way`() async throws {
        let configure: (inout APIConfiguration) -> Void = { configuration in
            configuration.answerTimeout = .seconds(3_600)
            configuration.explanationTimeout = .milliseconds(10)
        }
        try await APIFixture.run(configure: configure) { api in
            let node = try await api.node("oak") { $0.provisionState = .cleaning }
            let refusal = try await api.send(
                .put, "/v1/nodes/oak/states/provision?dry_run=true", ["target": "active"])
            #expect(refusal.status == 400 && refusal.code == "invalid_state_requested", "\(refusal.text)")
            #expect(refusal.inner["blocked_by"]?.array?.count == 1)
            // Nobody wants the answer any more.
            #expect(try await api.store.read { try $0.requests.unfinished(node.id) }.isEmpty)
        }
    }

    @Test func `where no plan can be made, the refusal itself is all that is told`() async throws {
        try await APIFixture.run(ScriptedConductor.refusing(400, "runbook_not_found", "gone")) { api in
            try await api.node("oak") { $0.provisionState = .cleaning }
            for (path, target) in [("provision", "active"), ("power", "power on")] {
                let refusal = try await api.send(
                    .put, "/v1/nodes/oak/states/\(path)?dry_run=true", ["target": .string(target)])
                #expect(refusal.inner["blocked_by"]?.array?.map { $0["code"]?.string } == [refusal.code])
                #expect(refusal.inner["blocked_by"]?[0]?["message"]?.string == refusal.message)
            }
            // What is wrong with the request itself blocks no plan: there is none to make.
            try await api.node("elm")
            let wrong = try await api.send(
                .put, "/v1/nodes/elm/states/provision?dry_run=true", ["target": "manage", "rescue_password": "x"])
            #expect(wrong.status == 400 && wrong.inner["blocked_by"] == nil, "\(wrong.text)")
        }
    }

    @Test(arguments: [true, false])
    func `a plan shows no more of inventory and holder than the node itself does`(_ isTrusted: Bool) async throws {
        let lock = PlanBlocker(
            code: "node_locked", status: 409, "conductor-7 holds it", remedy: "wait until it is free")
        let problem: JSONValue = "none of the disks can be taken"
        let plan: JSONValue = [
            "verb": "manage", "disks": ["problem": problem, "disks": [["name": "/dev/sda", "serial": "S3CRET"]]],
            "notes": [problem, "the agent is asked"], "blocked_by": [lock.json],
        ]
        let rules = [
            PlanRedaction.inventoryRule, "baremetal:node:get:filter_threshold", "baremetal:node:get:reservation",
        ]
        let hiding = isTrusted ? [:] : Dictionary(uniqueKeysWithValues: rules.map { ($0, "!") })
        try await APIFixture.run(
            ScriptedConductor { _ in (.accepted, plan) }, access: try .only(Self.administrator, hiding)
        ) { api in
            try await api.node("oak")
            let shown = try await api.get("/v1/nodes/oak/plan?target=manage")
            #expect(shown.status == 200, "\(shown.text)")
            #expect(shown.text.contains("S3CRET") == isTrusted)
            #expect(shown.text.contains("none of the disks") == isTrusted)
            #expect(shown.text.contains("conductor-7") == isTrusted)
            #expect(shown.json["disks"]?.isNull == !isTrusted)
            #expect(shown.json["notes"]?.array?.contains("the agent is asked") == true)
            #expect(shown.json["blocked_by"]?[0]?["remedy"] == "wait until it is free")
            let dryRun = try await api.send(.put, "/v1/nodes/oak/states/provision?dry_run=true", ["target": "manage"])
            #expect(dryRun.status == 409 && dryRun.text.contains("conductor-7") == isTrusted)
        }
    }

    @Test(arguments: [("provision", "manage"), ("power", "power on")])
    func `dry runs of one and of many hide the disks, too`(_ path: String, _ target: String) async throws {
        let plan: JSONValue = [
            "disks": ["problem": nil, "disks": [["serial": "S3CRET"]]], "blocked_by": [], "notes": [],
        ]
        let access = try AccessControl.only(Self.administrator, [PlanRedaction.inventoryRule: "!"])
        try await APIFixture.run(ScriptedConductor { _ in (.accepted, plan) }, access: access) { api in
            try await api.node("oak")
            for answer in [
                try await api.send(.put, "/v1/nodes/oak/states/\(path)?dry_run=true", ["target": .string(target)]),
                try await api.send(
                    .post, "/v1/bulk/states/\(path)?dry_run=true", ["nodes": ["oak"], "target": .string(target)]),
            ] {
                #expect(answer.status == 200, "\(answer.text)")
                #expect(!answer.text.contains("S3CRET") && answer.text.contains("not shown"), "\(answer.text)")
            }
        }
    }

    @Test func `power changes have plans, too`() async throws {
        try await APIFixture.run(Self.telling) { api in
            try await api.node("oak")
            let answer = try await api.get("/v1/nodes/oak/plan?target=soft%20power%20off")
            #expect(answer.json["kind"] == "plan:soft power off")
            #expect(try await api.get("/v1/nodes/oak/plan?target=paint").status == 400)
        }
    }

    @Test func `many nodes are planned with one call`() async throws {
        try await APIFixture.run(Self.telling) { api in
            for name in ["oak", "elm"] { try await api.node(name) }
            for (path, target) in [("provision", "manage"), ("power", "power on")] {
                let answer = try await api.send(
                    .post, "/v1/bulk/states/\(path)?dry_run=true",
                    ["nodes": ["oak", "ash", "elm"], "target": .string(target)])
                #expect(answer.json["results"]?.array?.map { $0["status"] } == [200, 404, 200], "\(answer.text)")
                #expect(answer.json["results"]?[0]?["plan"]?["kind"]?.string == "plan:\(target)")
            }
        }
    }
}
