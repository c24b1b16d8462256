import HTTPTypes
import IngotModel
import Testing

struct NodePatchTests {
    /// The patch, version, status, and the fields as they are to be afterwards.
    static let patches: [(JSONValue, Int, Int, JSONValue)] = [
        ([], 115, 200, ["name": "oak"]),
        ([["op": "replace", "path": "/name", "value": "elm"]], 115, 200, ["name": "elm"]),
        ([["op": "remove", "path": "/name"]], 115, 200, ["name": nil]),
        ([["op": "replace", "path": "/name", "value": nil]], 115, 400, ["name": "oak"]),
        ([["op": "add", "path": "/conductor_group", "value": "nowhere"]], 115, 400, ["conductor_group": ""]),
        ([["op": "add", "path": "/retired_reason", "value": ""]], 115, 200, [:]),
        ([["op": "add", "path": "/extra/b", "value": 2]], 115, 200, ["extra": ["a": ["x": 1], "b": 2]]),
        ([["op": "replace", "path": "/extra/a/x", "value": 2]], 115, 200, ["extra": ["a": ["x": 2]]]),
        ([["op": "remove", "path": "/extra/a"]], 115, 200, ["extra": [:]]),
        ([["op": "remove", "path": "/extra"]], 115, 200, ["extra": [:]]),
        (
            [["op": "add", "path": "/extra/x~1y~0z", "value": 1]], 98, 200,
            ["extra": ["a": ["x": 1], "x/y~z": 1]]
        ),
        ([["op": "add", "path": "/extra/x~1y", "value": 1]], 97, 400, ["extra": ["a": ["x": 1]]]),
        ([["op": "add", "path": "/extra/x~2y", "value": 1]], 115, 400, ["extra": ["a": ["x": 1]]]),
        (
            [
                ["op": "add", "path": "/properties/list", "value": [1]],
                ["op": "add", "path": "/properties/list/-", "value": 3],
                ["op": "add", "path": "/properties/list/1", "value": 2],
                ["op": "remove", "path": "/properties/list/0"],
            ], 115, 200, ["properties": ["list": [2, 3]]]
        ),
        (
            [
                ["op": "replace", "path": "/name", "value": "elm"],
                ["op": "remove", "path": "/extra/nothing"],
            ], 115, 400, ["name": "oak"]
        ),
        ([["op": "remove", "path": "/extra/nothing"]], 115, 400, [:]),
        ([["op": "replace", "path": "/extra/nothing", "value": 1]], 115, 400, [:]),
        ([["op": "add", "path": "/extra/no/where", "value": 1]], 115, 400, [:]),
        ([["op": "add", "path": "/name/x", "value": 1]], 115, 400, [:]),
        ([["op": "test", "path": "/name", "value": "oak"]], 115, 400, [:]),
        ([["op": "move", "path": "/name", "from": "/x"]], 115, 400, [:]),
        ([["op": "add", "path": "/name"]], 115, 400, [:]),
        ([["op": "add", "path": "name", "value": "x"]], 115, 400, [:]),
        ([["op": "add", "path": "/", "value": "x"]], 115, 400, [:]),
        ([["op": "add", "value": "x"]], 115, 400, [:]),
        ([["path": "/name", "value": "x"]], 115, 400, [:]),
        ([["op": "add", "path": "/name", "value": "x", "more": 1]], 115, 400, [:]),
        (["name"], 115, 400, [:]),
        (["name": "x"], 115, 400, [:]),
        (nil, 115, 400, [:]),
        ([["op": "add", "path": "/uuid", "value": "x"]], 115, 400, [:]),
        ([["op": "add", "path": "/provision_state", "value": "active"]], 115, 400, [:]),
        ([["op": "add", "path": "/traits", "value": []]], 115, 400, [:]),
        ([["op": "add", "path": "/nonsense", "value": 1]], 115, 400, [:]),
        ([["op": "add", "path": "/console_enabled", "value": true]], 115, 400, [:]),
        ([["op": "replace", "path": "/shard", "value": "x"]], 81, 406, [:]),
        ([["op": "replace", "path": "/shard", "value": "x"]], 82, 200, ["shard": "x"]),
        ([["op": "replace", "path": "/name", "value": 5]], 115, 400, [:]),
        ([["op": "replace", "path": "/name", "value": "a b"]], 115, 400, [:]),
        ([["op": "replace", "path": "/extra", "value": "x"]], 115, 400, [:]),
        ([["op": "remove", "path": "/driver"]], 115, 400, [:]),
        ([["op": "replace", "path": "/driver", "value": "unheard-of"]], 115, 400, [:]),
        ([["op": "replace", "path": "/driver", "value": "manual-management"]], 115, 400, [:]),
        ([["op": "replace", "path": "/network_interface", "value": "noop"]], 115, 200, ["network_interface": "noop"]),
        ([["op": "remove", "path": "/network_interface"]], 115, 200, ["network_interface": "fake"]),
        ([["op": "replace", "path": "/power_interface", "value": "agent"]], 115, 400, [:]),
        (
            [["op": "add", "path": "/properties/memory_mb", "value": "4096"]], 115, 200,
            ["properties": ["memory_mb": "4096"]]
        ),
        ([["op": "add", "path": "/properties/memory_mb", "value": -1]], 115, 400, ["properties": [:]]),
        ([["op": "replace", "path": "/properties", "value": ["local_gb": "big"]]], 115, 400, ["properties": [:]]),
        (
            [["op": "add", "path": "/extra/b", "value": .longInteger("18446744073709551615")]], 115, 200,
            ["extra": ["a": ["x": 1], "b": .longInteger("18446744073709551615")]]
        ),
        ([["op": "replace", "path": "/network_data", "value": [:]]], 115, 400, ["network_data": [:]]),
        ([["op": "remove", "path": "/network_data"]], 115, 200, ["network_data": [:]]),
        ([["op": "replace", "path": "/maintenance", "value": "true"]], 115, 200, ["maintenance": true]),
        ([["op": "add", "path": "/chassis_uuid", "value": "x"]], 115, 400, [:]),
        ([["op": "remove", "path": "/chassis_uuid"]], 24, 406, [:]),
        ([["op": "replace", "path": "/protected", "value": true]], 115, 409, ["protected": false]),
        ([["op": "replace", "path": "/protected_reason", "value": "x"]], 115, 400, [:]),
        (
            [
                ["op": "replace", "path": "/retired", "value": true],
                ["op": "replace", "path": "/retired_reason", "value": "old"],
            ], 115, 200, ["retired": true, "retired_reason": "old"]
        ),
        (
            [["op": "add", "path": "/instance_info/display_name", "value": "db1"]], 115, 200,
            ["instance_name": "db1"]
        ),
    ]

    @Test func `patches that nest ever deeper are refused, and the node stays as it was`() async throws {
        try await APIFixture.run { api in
            let node = try await api.node("oak")
            var path = "/extra"
            var operations: [JSONValue] = []
            for _ in 1...40 {
                path += "/a"
                operations.append(["op": "add", "path": .string(path), "value": [:]])
            }
            let shallow = try await api.send(.patch, "/v1/nodes/\(node.id)", .array(Array(operations.prefix(20))))
            #expect(shallow.status == 200, "\(shallow.text)")
            let deep = try await api.send(.patch, "/v1/nodes/\(node.id)", .array(operations))
            #expect(deep.status == 400 && deep.code == "body_too_deep", "\(deep.text)")
            #expect(try await api.get("/v1/nodes/\(node.id)").json["extra"] == shallow.json["extra"])
        }
    }

    @Test(arguments: patches)
    func `patches change what they may`(
        patch: JSONValue, version: Int, status: Int, after: JSONValue
    ) async throws {
        try await APIFixture.run { api in
            let node = try await api.node("oak") { $0.extra = ["a": ["x": 1]] }
            let answer = try await api.send(.patch, "/v1/nodes/\(node.id)", patch, version: version)
            #expect(answer.status == status, "\(answer.text)")
            let shown = try await api.get("/v1/nodes/\(node.id)")
            for (name, value) in after.object ?? [:] { #expect(shown.json[name] == value, "\(name)") }
            if status != 200 { #expect(try await api.stored(node)?.updatedAt == nil) }
        }
    }

    /// How the node is, the patch, status.
    static let guards: [(@Sendable (inout Node) -> Void, JSONValue, Int)] = [
        (
            { node in
                node.provisionState = .deploying
                node.targetProvisionState = .active
            }, [["op": "add", "path": "/extra/a", "value": 1]], 409
        ),
        (
            { node in
                node.provisionState = .deployFailed
                node.targetProvisionState = .active
            }, [["op": "add", "path": "/extra/a", "value": 1]], 200
        ),
        // Its request waits for room.
        (
            { node in
                node.provisionState = .available
                node.targetProvisionState = .active
            }, [["op": "add", "path": "/extra/a", "value": 1]], 409
        ),
        (
            { node in
                node.provisionState = .deploying
                node.targetProvisionState = .active
                node.inMaintenance = true
                node.instanceID = "2c7f0d5e-6c2c-4a3f-9d4a-00000000000a"
            }, [["op": "remove", "path": "/instance_uuid"]], 200
        ),
        ({ $0.provisionState = .inspecting }, [["op": "add", "path": "/extra/a", "value": 1]], 409),
        (
            { $0.provisionState = .active }, [["op": "replace", "path": "/network_interface", "value": "noop"]], 409
        ),
        // Though its default is what it has.
        ({ $0.provisionState = .active }, [["op": "remove", "path": "/network_interface"]], 409),
        (
            { node in
                node.provisionState = .active
                node.inMaintenance = true
            }, [["op": "replace", "path": "/network_interface", "value": "noop"]], 200
        ),
        ({ $0.provisionState = .active }, [["op": "replace", "path": "/protected", "value": true]], 200),
        ({ $0.provisionState = .available }, [["op": "replace", "path": "/retired", "value": true]], 409),
        (
            { $0.instanceID = "2c7f0d5e-6c2c-4a3f-9d4a-00000000000a" },
            [["op": "replace", "path": "/instance_uuid", "value": "2c7f0d5e-6c2c-4a3f-9d4a-00000000000b"]], 409
        ),
        (
            { node in
                node.consoleEnabled = true
                node.interfaces = [:]
            }, [["op": "replace", "path": "/driver", "value": "manual-management"]], 409
        ),
    ]

    @Test(arguments: guards.indices)
    func `a node's state forbids some patches`(index: Int) async throws {
        let (shape, patch, status) = Self.guards[index]
        try await APIFixture.run { api in
            let node = try await api.node(nil, shape)
            let answer = try await api.send(.patch, "/v1/nodes/\(node.id)", patch)
            #expect(answer.status == status, "\(answer.text)")
        }
    }

    @Test func `a new driver brings its interfaces when asked to`() async throws {
        try await APIFixture.run { api in
            let node = try await api.node("oak")
            let patch: JSONValue = [["op": "replace", "path": "/driver", "value": "manual-management"]]
            let path = "/v1/nodes/oak?reset_interfaces=true"
            let keeping = "/v1/nodes/oak?reset_interfaces=false"
            #expect(try await api.send(.patch, keeping, [["op": "add", "path": "/extra/b", "value": 1]]).status == 200)
            #expect(try await api.send(.patch, path, patch, version: 44).status == 406)
            let other: JSONValue = [["op": "replace", "path": "/name", "value": "elm"]]
            #expect(try await api.send(.patch, path, other).status == 400)
            let chosen: JSONValue = [["op": "replace", "path": "/network_interface", "value": "noop"]]
            #expect(try await api.send(.patch, "/v1/nodes/oak", chosen).status == 200)
            let same: JSONValue = [["op": "replace", "path": "/driver", "value": "fake-hardware"]]
            let kept = try await api.send(.patch, path, same)
            #expect(kept.json["network_interface"] == "noop", "\(kept.text)")
            let answer = try await api.send(.patch, path, patch)
            #expect(answer.status == 200, "\(answer.text)")
            #expect(answer.json["power_interface"] == "agent")
            #expect(try await api.stored(node)?.interfaces[.network] == "noop")
        }
    }

    @Test func `leaving maintenance by patch forgets why`() async throws {
        try await APIFixture.run { api in
            let node = try await api.node { node in
                node.setUp()
            }
            let answer = try await api.send(
                .patch, "/v1/nodes/\(node.id)", [["op": "replace", "path": "/maintenance", "value": false]])
            #expect(answer.json["maintenance_reason"] == .null)
            #expect(answer.json["fault"] == .null)
        }
    }

    @Test func `a parent is another node of the same owner`() async throws {
        try await APIFixture.run { api in
            let oak = try await api.node("oak") { $0.owner = "red" }
            let elm = try await api.node("elm") { $0.owner = "red" }
            try await api.node("ash") { $0.owner = "blue" }
            for (parent, status) in [("ash", 400), ("oak", 400), ("yew", 400), ("elm", 200)] {
                let patch: JSONValue = [["op": "add", "path": "/parent_node", "value": .string(parent)]]
                let answer = try await api.send(.patch, "/v1/nodes/oak", patch)
                #expect(answer.status == status, "\(parent): \(answer.text)")
            }
            #expect(try await api.stored(oak)?.parentNode == elm.id.text)
        }
    }

    @Test func `who may see the parent is told why it cannot be the parent`() async throws {
        try await APIFixture.run { api in
            try await api.node("oak") { $0.owner = "red" }
            try await api.node("ash") { $0.owner = "blue" }
            for (parent, code) in [
                ("ash", "parent_owner_differs"), ("oak", "parent_is_descendant"), ("yew", "parent_not_found"),
            ] {
                let answer = try await api.send(
                    .patch, "/v1/nodes/oak", [["op": "add", "path": "/parent_node", "value": .string(parent)]])
                #expect(answer.inner["error_code"] == .string(code), "\(parent): \(answer.text)")
            }
        }
    }

    @Test func `nobody is above oneself`() async throws {
        try await APIFixture.run { api in
            for name in ["oak", "elm", "ash"] { try await api.node(name) }
            func adopt(_ child: String, by parent: String) async throws -> Answer {
                try await api.send(
                    .patch, "/v1/nodes/\(child)", [["op": "add", "path": "/parent_node", "value": .string(parent)]])
            }
            #expect(try await adopt("elm", by: "oak").status == 200)
            #expect(try await adopt("ash", by: "elm").status == 200)
            let refused = try await adopt("oak", by: "ash")
            #expect(refused.status == 400)
            #expect(refused.inner["error_code"] == "parent_is_descendant")
            #expect(try await api.get("/v1/nodes").nodes.count == 1)
        }
    }

    @Test func `the generations above a node are few`() async throws {
        try await APIFixture.run { api in
            var above: Node?
            for _ in 0..<10 {
                let parent = above?.id.text
                above = try await api.node { $0.parentNode = parent }
            }
            let youngest = try #require(above)
            func adopt(by parent: String?) async throws -> Answer {
                try await api.send(
                    .post, "/v1/nodes", ["driver": "fake-hardware", "parent_node": JSONValue(parent)])
            }
            #expect(try await adopt(by: youngest.id.text).status == 201)
            let eleventh = try await api.node { $0.parentNode = youngest.id.text }
            #expect(try await adopt(by: eleventh.id.text).inner["error_code"] == "parent_too_deep")
        }
    }
}

extension Node {
    fileprivate mutating func setUp() {
        inMaintenance = true
        maintenanceReason = "broken fan"
        fault = "power failure"
    }
}
