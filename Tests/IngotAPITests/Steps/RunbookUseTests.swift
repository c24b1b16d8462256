import HTTPTypes
import IngotAPI
import IngotModel
import Testing

struct RunbookUseTests {
    private static let step: JSONValue = ["interface": "deploy", "step": "erase_devices", "order": 1]

    /// A manageable node with a trait, and a runbook.
    private static func stage(
        _ api: APIFixture, _ shape: (inout Runbook) -> Void = { _ in }
    ) async throws -> (Node, Runbook) {
        let node = try await api.node { node in
            node.provisionState = .manageable
            node.traits = ["CUSTOM_WIPE"]
            node.owner = "tenant"
        }
        var runbook = Runbook(id: .random(), name: "CUSTOM_WIPE", createdAt: api.clock.now)
        runbook.steps = [step]
        runbook.traits = ["CUSTOM_WIPE"]
        shape(&runbook)
        try await api.store.write { [runbook] in try $0.runbooks.insert(runbook) }
        return (node, runbook)
    }

    /// What comes with the runbook, version, status.
    static let bodies: [([String: JSONValue], Int, Int)] = [
        (["target": "clean"], 91, 406), (["target": "clean"], 92, 202), (["target": "clean"], 112, 202),
        (["target": "clean", "clean_steps": [step]], 112, 400), (["target": "provide"], 112, 400),
        (["target": "clean", "runbook": "other"], 112, 404),
    ]

    @Test(arguments: bodies)
    func `a runbook stands for the steps`(body: [String: JSONValue], version: Int, status: Int) async throws {
        let recorder = RequestRecorder()
        try await APIFixture.run(recorder.conductor) { api in
            let (node, runbook) = try await Self.stage(api)
            let answer = try await api.send(
                .put, "/v1/nodes/\(node.id)/states/provision",
                .object(["runbook": .string(runbook.name)].merging(body) { $1 }), version: version)
            #expect(answer.status == status, "\(answer.text)")
            guard status == 202 else { return }
            #expect(recorder.last?.arguments == ["runbook": .string(runbook.id.text)])
        }
    }

    /// The runbook's name and traits, version, status.
    static let approvals: [(String, [String], Int, Int)] = [
        ("CUSTOM_WIPE", [], 111, 202), ("CUSTOM_WIPE", [], 112, 400), ("CUSTOM_WIPE", ["CUSTOM_OTHER"], 112, 400),
        ("wipe", ["CUSTOM_OTHER", "CUSTOM_WIPE"], 112, 202), ("wipe", ["CUSTOM_WIPE"], 111, 400),
    ]

    @Test(arguments: approvals)
    func `a node is approved by a trait, for old clients by the runbook's name`(
        name: String, traits: [String], version: Int, status: Int
    ) async throws {
        try await APIFixture.run(.willing) { api in
            let (node, runbook) = try await Self.stage(api) { runbook in
                runbook.name = name
                runbook.traits = traits
            }
            let answer = try await api.send(
                .put, "/v1/nodes/\(node.id)/states/provision",
                ["target": "clean", "runbook": .string(runbook.id.text)], version: version)
            #expect(answer.status == status, "\(answer.text)")
        }
    }

    /// The runbook's owner, who asks, the status.
    static let callers: [(String?, String, Int)] = [
        ("tenant", "manager", 202), ("tenant", "member", 403), ("other", "manager", 404), (nil, "manager", 404),
    ]

    @Test(arguments: callers)
    func `a runbook is used by managers of its project`(owner: String?, role: String, status: Int) async throws {
        var caller = FixedCaller.member(of: "tenant", role)
        caller.roles = ["reader", "member", role]
        try await APIFixture.run(.willing, access: try .only(caller)) { api in
            let (node, runbook) = try await Self.stage(api) { $0.owner = owner }
            let answer = try await api.send(
                .put, "/v1/nodes/\(node.id)/states/provision",
                ["target": "clean", "runbook": .string(runbook.id.text)])
            #expect(answer.status == status, "\(answer.text)")
        }
    }

    @Test func `steps of a project's own runbook obey the rules of the steps`() async throws {
        var caller = FixedCaller.member(of: "tenant", "manager")
        caller.roles = ["reader", "member", "manager"]
        let access = try AccessControl.only(caller, ["baremetal:step:execute:deploy.erase_devices": "role:admin"])
        try await APIFixture.run(.willing, access: access) { api in
            let (node, runbook) = try await Self.stage(api) { $0.owner = "tenant" }
            let answer = try await api.send(
                .put, "/v1/nodes/\(node.id)/states/provision",
                ["target": "clean", "runbook": .string(runbook.id.text)])
            #expect(answer.status == 403)
            #expect(answer.message.contains("deploy.erase_devices"))
        }
    }
}
