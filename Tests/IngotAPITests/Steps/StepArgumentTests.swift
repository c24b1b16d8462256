import HTTPTypes
import IngotAPI
import IngotModel
import Testing

struct StepArgumentTests {
    private static let deploy: JSONValue = ["interface": "deploy", "step": "x", "args": [:], "priority": "5"]
    private static let manual: JSONValue = ["interface": "deploy", "step": "x", "args": ["a": 1], "order": 2]

    /// State, body, version, status.
    static let lists: [(ProvisionState, JSONValue, Int, Int)] = [
        (.available, ["target": "active", "deploy_steps": [deploy]], 68, 406),
        (.available, ["target": "active", "deploy_steps": [deploy]], 69, 202),
        (.active, ["target": "rebuild", "deploy_steps": [deploy]], 69, 202),
        (.available, ["target": "deploy", "deploy_steps": [deploy]], 115, 400),
        (.available, ["target": "active", "deploy_steps": [manual]], 115, 400),
        (.available, ["target": "active", "deploy_steps": "x"], 115, 400),
        (.available, ["target": "active", "clean_steps": [manual]], 115, 400),
        (.available, ["target": "active", "service_steps": [manual]], 115, 400),
        (.manageable, ["target": "clean", "clean_steps": [manual]], 15, 202),
        (.manageable, ["target": "clean", "clean_steps": [deploy]], 115, 400),
        (.manageable, ["target": "clean", "clean_steps": ["x"]], 115, 400),
        (.manageable, ["target": "clean", "clean_steps": [["step": "x"]]], 115, 400),
        (.manageable, ["target": "clean", "clean_steps": [["interface": "soup", "step": "x"]]], 115, 400),
        (.manageable, ["target": "clean", "clean_steps": [["interface": "raid", "step": ""]]], 115, 400),
        (.manageable, ["target": "clean", "clean_steps": [manual], "disable_ramdisk": true], 69, 406),
        (.manageable, ["target": "clean", "clean_steps": [manual], "disable_ramdisk": "yes"], 70, 202),
        (.active, ["target": "service", "service_steps": [manual]], 86, 406),
        (.active, ["target": "service", "service_steps": [manual]], 87, 202),
        (.active, ["target": "service", "service_steps": [manual], "disable_ramdisk": true], 107, 406),
        (.active, ["target": "service", "service_steps": [manual], "disable_ramdisk": true], 108, 202),
    ]

    @Test(arguments: lists)
    func `steps go with the verbs that take them`(
        state: ProvisionState, body: JSONValue, version: Int, status: Int
    ) async throws {
        let recorder = RequestRecorder()
        try await APIFixture.run(recorder.conductor) { api in
            let node = try await api.node { $0.provisionState = state }
            let answer = try await api.send(.put, "/v1/nodes/\(node.id)/states/provision", body, version: version)
            #expect(answer.status == status, "\(answer.text)")
            guard status == 202 else { return }
            for name in ["clean_steps", "deploy_steps", "service_steps"] {
                #expect(recorder.last?.arguments[name] == body[name])
            }
        }
    }

    @Test func `child nodes are named by UUID, and must be there`() async throws {
        try await APIFixture.run(.willing) { api in
            let child = try await api.node()
            let node = try await api.node { $0.provisionState = .manageable }
            func clean(_ children: [JSONValue]) async throws -> Int {
                let step: JSONValue = [
                    "interface": "power", "step": "reboot", "execute_on_child_nodes": true,
                    "limit_child_node_execution": .array(children),
                ]
                return try await api.send(
                    .put, "/v1/nodes/\(node.id)/states/provision", ["target": "clean", "clean_steps": [step]]
                ).status
            }
            #expect(try await clean([.string(child.id.text)]) == 202)
            #expect(try await clean(["child"]) == 400)
            #expect(try await clean([5]) == 400)
            #expect(try await clean([.string(NodeID.random().text)]) == 404)
        }
    }

    @Test func `a condition is about the node, not about its children`() async throws {
        try await APIFixture.run(.willing) { api in
            let child = try await api.node()
            #expect(try await api.send(.put, "/v1/nodes/\(child.id)/traits/CUSTOM_A").status == 204)
            let node = try await api.node { $0.provisionState = .manageable }
            let tag = try #require(try await api.get("/v1/nodes/\(node.id)").header("ETag"))
            let step: JSONValue = [
                "interface": "power", "step": "reboot", "execute_on_child_nodes": true,
                "limit_child_node_execution": [.string(child.id.text)],
            ]
            let answer = try await api.send(
                .put, "/v1/nodes/\(node.id)/states/provision", ["target": "clean", "clean_steps": [step]],
                headers: ["If-Match": tag])
            #expect(answer.status == 202, "\(answer.text)")
        }
    }

    /// The role, the step, the status; the rule of the step lets administrators alone do it.
    static let roles: [(String, String, Int)] = [
        ("member", "erase_devices", 403), ("member", "update_firmware", 202), ("admin", "erase_devices", 202),
        ("reader", "update_firmware", 403),
    ]

    @Test(arguments: roles)
    func `a step with a rule of its own is for those whom the rule allows`(
        role: String, step: String, status: Int
    ) async throws {
        let roles: Set<String> = role == "admin" ? ["admin", "member", "reader"] : [role, "reader"]
        var caller = FixedCaller.system(role)
        caller.roles = roles
        let recorder = RequestRecorder()
        let access = try AccessControl.only(caller, ["baremetal:step:execute:deploy.erase_devices": "role:admin"])
        try await APIFixture.run(recorder.conductor, access: access) { api in
            let node = try await api.node { $0.provisionState = .manageable }
            let answer = try await api.send(
                .put, "/v1/nodes/\(node.id)/states/provision",
                ["target": "clean", "clean_steps": [["interface": "deploy", "step": .string(step)]]])
            #expect(answer.status == status, "\(answer.text)")
            #expect(status != 202 || recorder.last?.arguments["user"] == "ann")
        }
    }
}
