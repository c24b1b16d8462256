import HTTPTypes
import IngotModel
import Testing

struct ChassisTests {
    @Test func `a chassis of which nothing is said needs no body`() async throws {
        try await APIFixture.run { api in
            let answer = try await api.send(.post, "/v1/chassis")
            #expect(answer.status == 201)
        }
    }

    @Test func `a chassis knows its nodes, and stays while it has any`() async throws {
        try await APIFixture.run { api in
            let made = try await api.send(.post, "/v1/chassis", ["description": "rack"])
            let uuid = try #require(made.json["uuid"]?.string)
            let link = "http://localhost/v1/chassis/\(uuid)/nodes"
            #expect(made.json["nodes"]?.array?.first?.array?.first?["href"] == .string(link))
            let body: JSONValue = ["driver": "fake-hardware", "name": "oak", "chassis_uuid": .string(uuid)]
            let node = try await api.send(.post, "/v1/nodes", body)
            #expect(node.status == 201, "\(node.text)")
            #expect(node.json["chassis_uuid"] == .string(uuid))
            try await api.node("elm")
            for path in ["/v1/chassis/\(uuid)/nodes", "/v1/nodes?chassis_uuid=\(uuid)"] {
                #expect(try await api.get(path).nodes.map { $0["name"] } == ["oak"], "\(path)")
            }
            #expect(try await api.get("/v1/chassis/\(uuid)/nodes/detail").nodes.first?["driver"] == "fake-hardware")
            let refused = try await api.send(.delete, "/v1/chassis/\(uuid)")
            #expect(refused.status == 400)
            #expect(refused.inner["error_code"] == "chassis_not_empty")
            let patch: JSONValue = [["op": "remove", "path": "/chassis_uuid"]]
            #expect(try await api.send(.patch, "/v1/nodes/oak", patch).status == 200)
            #expect(try await api.send(.delete, "/v1/chassis/\(uuid)").status == 204)
        }
    }

    private static let long = JSONValue.string(String(repeating: "x", count: 256))

    @Test(
        arguments: [
            (["uuid": "x"], 400), (["colour": "red"], 400), (["extra": "x"], 400), (["description": 5], 400),
            (["description": Self.long], 400), (["uuid": nil], 201), ([:], 201),
            (["uuid": "2C7F0D5E-6C2C-4A3F-9D4A-000000000001"], 201), ([], 400),
        ] as [(JSONValue, Int)])
    func `new chassis are checked`(body: JSONValue, status: Int) async throws {
        try await APIFixture.run { api in
            let answer = try await api.send(.post, "/v1/chassis", body)
            #expect(answer.status == status, "\(answer.text)")
        }
    }

    @Test func `a chassis keeps its UUID`() async throws {
        try await APIFixture.run { api in
            let uuid = try #require(try await api.send(.post, "/v1/chassis", [:]).json["uuid"])
            let other: JSONValue = "2c7f0d5e-6c2c-4a3f-9d4a-000000000001"
            let path = "/v1/chassis/\(uuid.string ?? "")"
            for (value, status) in [(uuid, 200), (other, 400)] {
                let patch: JSONValue = [["op": "replace", "path": "/uuid", "value": value]]
                #expect(try await api.send(.patch, path, patch).status == status)
            }
            #expect(try await api.send(.post, "/v1/chassis", ["uuid": uuid]).status == 409)
            #expect(try await api.get("/v1/chassis/rack").status == 400)
            #expect(try await api.get("/v1/nodes?chassis_uuid=\(other.string ?? "")").status == 404)
            let node: JSONValue = ["driver": "fake-hardware", "chassis_uuid": other]
            #expect(try await api.send(.post, "/v1/nodes", node).status == 400)
        }
    }
}
