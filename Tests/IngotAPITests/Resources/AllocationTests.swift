import HTTPTypes
import IngotModel
import Testing

struct AllocationTests {
    /// The body, version, status.
    static let creations: [(JSONValue, Int, Int)] = [
        ([:], 115, 400), (["resource_class": "gold"], 52, 201),
        (["resource_class": "gold", "name": "db 1"], 115, 400), (["resource_class": "gold", "name": "db1"], 115, 201),
        (["resource_class": "gold", "traits": ["gold"]], 115, 400),
        (["resource_class": "gold", "traits": ["CUSTOM_A", "HW_CPU_X86_AVX2"]], 115, 201),
        (["resource_class": "gold", "candidate_nodes": ["oak"]], 115, 201),
        (["resource_class": "gold", "candidate_nodes": ["ash"]], 115, 400),
        (["resource_class": "gold", "candidate_nodes": [5]], 115, 400),
        (["resource_class": "gold", "owner": "red"], 59, 406), (["resource_class": "gold", "owner": "red"], 60, 201),
        (["resource_class": "gold", "node": "oak"], 57, 400), (["resource_class": "gold", "node": "ash"], 58, 400),
        (["resource_class": "gold", "state": "active"], 115, 400), (["resource_class": "gold", "colour": 1], 115, 400),
    ]

    @Test(arguments: creations)
    func `new allocations are checked`(body: JSONValue, version: Int, status: Int) async throws {
        try await APIFixture.run { api in
            let node = try await api.node("oak")
            let answer = try await api.send(.post, "/v1/allocations", body, version: version)
            #expect(answer.status == status, "\(answer.text)")
            guard status == 201 else { return }
            #expect(answer.json["state"] == "allocating")
            #expect(answer.json["node_uuid"] == .null)
            if body["candidate_nodes"] != nil {
                #expect(answer.json["candidate_nodes"] == [.string(node.id.text)])
            }
        }
    }

    @Test func `a node in use is allocated after the event`() async throws {
        try await APIFixture.run { api in
            let instance = "2c7f0d5e-6c2c-4a3f-9d4a-000000000001"
            let node = try await api.node("oak") {
                $0.provisionState = .active
                $0.resourceClass = "gold"
                $0.traits = ["CUSTOM_A"]
                $0.instanceID = instance
            }
            try await api.node("elm") { $0.resourceClass = "gold" }
            let refusals: [(JSONValue, Int)] = [
                (["node": "oak", "resource_class": "lead"], 409), (["node": "oak", "traits": ["CUSTOM_B"]], 409),
                (["node": "oak", "candidate_nodes": ["elm"]], 409), (["node": "elm"], 409),
                (["node": "oak", "uuid": "2c7f0d5e-6c2c-4a3f-9d4a-000000000009"], 409),
            ]
            for (body, status) in refusals {
                let answer = try await api.send(.post, "/v1/allocations", body)
                #expect(answer.status == status, "\(body): \(answer.text)")
            }
            let made = try await api.send(.post, "/v1/allocations", ["node": "oak", "name": "db1"])
            #expect(made.status == 201, "\(made.text)")
            #expect(made.json["uuid"] == .string(instance))
            #expect(made.json["state"] == "active")
            #expect(made.json["resource_class"] == "gold")
            #expect(made.json["node_uuid"] == .string(node.id.text))
            #expect(try await api.get("/v1/nodes/oak").json["allocation_uuid"] == .string(instance))
            #expect(try await api.get("/v1/nodes/oak/allocation").json == made.json)
            #expect(try await api.get("/v1/nodes/elm/allocation").status == 404)
            #expect(try await api.get("/v1/nodes/nobody/allocation").status == 400)
            #expect(try await api.send(.delete, "/v1/nodes/nobody/allocation").status == 404)
            #expect(try await api.send(.post, "/v1/allocations", ["node": "oak"]).status == 409)
            #expect(try await api.send(.delete, "/v1/allocations/db1").status == 409)
            #expect(try await api.send(.delete, "/v1/nodes/oak/allocation").status == 409)
            try await api.alter(node) { $0.inMaintenance = true }
            #expect(try await api.send(.delete, "/v1/nodes/oak/allocation").status == 204)
            let freed = try #require(try await api.stored(node))
            #expect(freed.instanceID == nil && freed.allocationID == nil)
            #expect(try await api.get("/v1/allocations/db1").status == 404)
        }
    }

    @Test func `allocations are listed by what they are for`() async throws {
        try await APIFixture.run { api in
            try await api.node("oak")
            for (name, resource) in [("a", "gold"), ("b", "lead")] {
                let body: JSONValue = [
                    "name": .string(name), "resource_class": .string(resource), "owner": .string(name),
                ]
                #expect(try await api.send(.post, "/v1/allocations", body).status == 201)
                #expect(try await api.send(.post, "/v1/allocations", body).status == 409)
            }
            let cases: [(String, Int, Int)] = [
                ("resource_class=gold", 1, 200), ("state=allocating", 2, 200), ("state=active", 0, 200),
                ("state=lost", 0, 200), ("owner=b", 1, 200), ("node=oak", 0, 200), ("node=ash", 0, 400),
                ("detail=true", 0, 400),
            ]
            for (query, count, status) in cases {
                let answer = try await api.get("/v1/allocations?\(query)")
                #expect(answer.status == status, "\(query): \(answer.text)")
                #expect((answer.json["allocations"]?.array?.count ?? 0) == count, "\(query)")
            }
            #expect(try await api.get("/v1/allocations?owner=b", version: 59).status == 406)
            for path in ["/v1/allocations", "/v1/allocations/a"] {
                #expect(try await api.get("\(path)?fields=owner", version: 59).status == 400)
                #expect(try await api.get("\(path)?fields=owner", version: 60).status == 200)
            }
            #expect(try await api.get("/v1/allocations/a", version: 59).json["owner"] == nil)
            let patches: [(JSONValue, Int)] = [
                ([["op": "replace", "path": "/name", "value": "c d"]], 400),
                ([["op": "replace", "path": "/name", "value": "b"]], 409),
                ([["op": "replace", "path": "/owner", "value": "x"]], 400),
                ([["op": "replace", "path": "/resource_class", "value": "x"]], 400),
                ([["op": "add", "path": "/extra/k", "value": "v"]], 200), ([["op": "remove", "path": "/name"]], 200),
            ]
            for (patch, status) in patches {
                let uuid = try await api.get("/v1/allocations?resource_class=gold").json["allocations"]?.array?.first
                let path = "/v1/allocations/\(uuid?["uuid"]?.string ?? "")"
                #expect(try await api.send(.patch, path, patch).status == status, "\(patch)")
            }
        }
    }

    @Test func `a project allocates for itself, and sees nothing of others`() async throws {
        try await APIFixture.run(access: NamedCallers.access) { api in
            let body: JSONValue = ["resource_class": "gold", "name": "db1"]
            let made = try await api.send(.post, "/v1/allocations", body, headers: NamedCallers.headers("red-manager"))
            #expect(made.json["owner"] == "red", "\(made.text)")
            let cases: [(String, HTTPRequest.Method, String, JSONValue?, Int)] = [
                ("red-manager", .post, "/v1/allocations", ["resource_class": "x", "owner": "blue"], 403),
                ("administrator", .post, "/v1/allocations", ["resource_class": "x", "owner": "blue"], 201),
                ("red-reader", .post, "/v1/allocations", ["resource_class": "x"], 403),
                ("red-reader", .get, "/v1/allocations/db1", nil, 200),
                ("red-reader", .get, "/v1/allocations?owner=blue", nil, 403),
                ("blue-manager", .get, "/v1/allocations/db1", nil, 404),
                ("blue-manager", .delete, "/v1/allocations/db1", nil, 404),
                ("red-reader", .delete, "/v1/allocations/db1", nil, 403),
                ("red-manager", .delete, "/v1/allocations/db1", nil, 204),
            ]
            for (caller, method, path, body, status) in cases {
                let answer = try await api.send(method, path, body, headers: NamedCallers.headers(caller))
                #expect(answer.status == status, "\(caller) \(method) \(path): \(answer.text)")
            }
        }
    }

    @Test func `a node's allocation and schedulers restrict its patches`() async throws {
        try await APIFixture.run { api in
            let node = try await api.node("oak") {
                $0.provisionState = .active
                $0.resourceClass = "gold"
                $0.owner = "red"
            }
            let body: JSONValue = ["node": "oak", "owner": "red"]
            let made = try await api.send(.post, "/v1/allocations", body)
            #expect(made.status == 201, "\(made.text)")
            let refused: [JSONValue] = [
                [["op": "replace", "path": "/owner", "value": "blue"]],
                [["op": "replace", "path": "/resource_class", "value": "lead"]],
                [["op": "remove", "path": "/instance_uuid"]],
            ]
            for patch in refused {
                let answer = try await api.send(.patch, "/v1/nodes/oak", patch)
                #expect(answer.status == 409, "\(patch): \(answer.text)")
            }
            try await api.alter(node) { $0.inMaintenance = true }
            #expect(try await api.send(.patch, "/v1/nodes/oak", refused[2]).status == 200)
            #expect(try await api.get("/v1/nodes/oak").json["allocation_uuid"] == .null)
            #expect(try await api.get("/v1/allocations").json["allocations"] == [])
        }
    }
}
