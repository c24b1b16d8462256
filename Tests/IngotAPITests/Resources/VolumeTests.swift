import HTTPTypes
import IngotModel
import Testing

struct VolumeTests {
    @Test func `volumes are linked, and listed below their node`() async throws {
        try await APIFixture.run { api in
            let node = try await api.node("oak")
            try await api.node("elm")
            #expect(
                try await api.get("/v1/volume").json["connectors"]?.array?.first?["href"]
                    == "http://localhost/v1/volume/connectors")
            #expect(
                try await api.get("/v1/nodes/oak/volume").json["targets"]?.array?.last?["href"]
                    == "http://localhost/nodes/oak/volume/targets")
            #expect(try await api.get("/v1/nodes/ash/volume").status == 404)
            let connector: JSONValue = ["node_uuid": .string(node.id.text), "type": "ip", "connector_id": "10.0.0.1"]
            #expect(try await api.send(.post, "/v1/volume/connectors", connector).status == 201)
            #expect(try await api.send(.post, "/v1/volume/connectors", connector).status == 409)
            for (path, count) in [
                ("/v1/nodes/oak/volume/connectors", 1), ("/v1/nodes/elm/volume/connectors", 0),
                ("/v1/volume/connectors?node=oak", 1), ("/v1/volume/connectors?node=elm", 0),
                ("/v1/volume/connectors?detail=true", 1),
            ] {
                #expect(try await api.get(path).json["connectors"]?.array?.count == count, "\(path)")
            }
        }
    }

    /// The body without its node, and the status.
    static let targets: [(JSONValue, Int)] = [
        ([:], 400), (["volume_type": "iscsi", "volume_id": "v"], 400),
        (["volume_type": "iscsi", "volume_id": "v", "boot_index": "x"], 400),
        (["volume_type": "iscsi", "volume_id": "v", "boot_index": "1"], 400),
        (["volume_type": 5, "volume_id": "v", "boot_index": 1], 400),
        (["volume_type": "iscsi", "volume_id": "v", "boot_index": 0], 409),
        (["volume_type": "iscsi", "volume_id": "v", "boot_index": 1], 201),
        (["volume_type": "iscsi", "volume_id": "v", "boot_index": 2, "colour": 1], 400),
    ]

    @Test(arguments: targets)
    func `new targets are checked`(body: JSONValue, status: Int) async throws {
        try await APIFixture.run { api in
            let node = try await api.node("oak")
            _ = try await Self.target(of: node, ["boot_index": 0, "volume_type": "x", "volume_id": "x"], api)
            let answer = try await Self.target(of: node, body, api)
            #expect(answer.status == status, "\(answer.text)")
        }
    }

    @Test func `secrets of a target stay hidden`() async throws {
        try await APIFixture.run { api in
            let node = try await api.node("oak")
            let body: JSONValue = [
                "boot_index": 0, "volume_type": "iscsi", "volume_id": "x",
                "properties": ["auth_password": "s3cret", "target_lun": 1],
            ]
            let made = try await Self.target(of: node, body, api)
            #expect(made.json["properties"] == ["auth_password": "******", "target_lun": 1])
        }
        try await APIFixture.run(access: NamedCallers.access) { api in
            let node = try await api.node("oak") { $0.owner = "red" }
            var body: [String: JSONValue] = ["boot_index": 0, "volume_type": "iscsi", "volume_id": "x"]
            body["node_uuid"] = .string(node.id.text)
            body["properties"] = ["target_lun": 1]
            let made = try await api.send(
                .post, "/v1/volume/targets", .object(body), headers: NamedCallers.headers("administrator"))
            let path = "/v1/volume/targets/\(try #require(made.json["uuid"]?.string))"
            let seen = try await api.send(.get, path, headers: NamedCallers.headers("red-reader"))
            #expect(seen.status == 200, "\(seen.text)")
            #expect(seen.json["properties"]?["target_lun"] == nil)
            #expect(seen.json["properties"]?["redacted_contents"]?.string != nil)
            #expect(try await api.send(.get, path, headers: NamedCallers.headers("blue-manager")).status == 404)
            let list = try await api.send(.get, "/v1/volume/targets", headers: NamedCallers.headers("blue-manager"))
            #expect(list.json["targets"] == [])
        }
    }

    @Test func `volumes change while their node is off`() async throws {
        try await APIFixture.run { api in
            let node = try await api.node("oak") {
                $0.powerState = .on
                $0.provisionState = .active
            }
            let made = try await Self.target(of: node, ["boot_index": 0, "volume_type": "x", "volume_id": "x"], api)
            let path = "/v1/volume/targets/\(try #require(made.json["uuid"]?.string))"
            let patch: JSONValue = [["op": "replace", "path": "/volume_id", "value": "y"]]
            #expect(try await api.send(.patch, path, patch).status == 400)
            #expect(try await api.send(.delete, path).status == 400)
            try await api.alter(node) { $0.powerState = .off }
            #expect(try await api.send(.patch, path, patch).status == 200)
            let removal: JSONValue = [["op": "remove", "path": "/boot_index"]]
            #expect(try await api.send(.patch, path, removal).status == 400)
            #expect(try await api.get("/v1/volume/targets/x").status == 400)
            #expect(try await api.send(.delete, path).status == 204)
        }
    }

    private static func target(of node: Node, _ body: JSONValue, _ api: APIFixture) async throws -> Answer {
        var members = body.object ?? [:]
        members["node_uuid"] = .string(node.id.text)
        return try await api.send(.post, "/v1/volume/targets", .object(members))
    }
}
