import HTTPTypes
import IngotModel
import Testing

struct PortTests {
    private static let address = "52:54:00:AB:CD:01"

    @Test func `a port is created, found, renamed and deleted`() async throws {
        try await APIFixture.run { api in
            let node = try await api.node("oak")
            let made = try await api.send(
                .post, "/v1/ports", ["node_uuid": .string(node.id.text), "address": .string(Self.address)])
            #expect(made.status == 201, "\(made.text)")
            #expect(made.json["address"] == "52:54:00:ab:cd:01")
            #expect(made.json["pxe_enabled"] == true)
            let uuid = try #require(made.json["uuid"]?.string)
            #expect(made.header("Location") == "http://localhost/v1/ports/\(uuid)")
            #expect(try await api.get("/v1/ports/\(uuid)").json == made.json)
            #expect(try await api.get("/v1/ports/52:54:00:ab:cd:01").status == 400)
            let patch: JSONValue = [["op": "add", "path": "/name", "value": "first"]]
            #expect(try await api.send(.patch, "/v1/ports/\(uuid)", patch).json["name"] == "first")
            #expect(try await api.get("/v1/ports/first").status == 200)
            for path in ["/v1/ports", "/v1/nodes/oak/ports", "/v1/ports?node=oak", "/v1/ports/detail"] {
                #expect(try await api.get(path).json["ports"]?.array?.count == 1, "\(path)")
            }
            #expect(
                try await api.get("/v1/ports?address=52:54:00:ab:cd:02").json["ports"] == [])
            #expect(try await api.send(.delete, "/v1/ports/first").status == 400)
            #expect(try await api.send(.delete, "/v1/ports/\(uuid)").status == 204)
            #expect(try await api.send(.delete, "/v1/ports/\(uuid)").status == 404)
        }
    }

    /// The body without its node, version, status.
    static let creations: [(JSONValue, Int, Int)] = [
        ([:], 115, 400), (["address": "no"], 115, 400), (["address": 5], 115, 400),
        (["address": "52-54-00-ab-cd-01"], 115, 400), (["address": "52:54:00:ab:cd:01"], 1, 201),
        (["address": "52:54:00:ab:cd:01", "name": "x"], 87, 406),
        (["address": "52:54:00:ab:cd:01", "name": "slot 1: left"], 115, 201),
        (["address": "52:54:00:ab:cd:01", "name": "2c7f0d5e-6c2c-4a3f-9d4a-000000000001"], 115, 400),
        (["address": "52:54:00:ab:cd:01", "is_smartnic": true], 115, 201),
        (["address": "52:54:00:ab:cd:01", "is_smartnic": true, "local_link_connection": [:]], 115, 400),
        (["address": "52:54:00:ab:cd:01", "colour": 1], 115, 400),
        (["address": "52:54:00:ab:cd:01", "pxe_enabled": "no"], 19, 201),
        (["address": "52:54:00:ab:cd:01", "pxe_enabled": true], 18, 406),
        (["address": "52:54:00:ab:cd:01", "physical_network": ""], 115, 400),
        (["address": "52:54:00:ab:cd:01", "portgroup_uuid": "2c7f0d5e-6c2c-4a3f-9d4a-000000000001"], 115, 400),
        (["address": "52:54:00:ab:cd:01", "local_link_connection": ["port_id": "1"]], 115, 400),
        (["address": "52:54:00:ab:cd:01", "local_link_connection": ["port_id": "1", "switch_id": "2"]], 19, 400),
        (["address": "52:54:00:ab:cd:01", "local_link_connection": ["port_id": "1", "switch_id": mac]], 19, 201),
        (["address": "52:54:00:ab:cd:01", "local_link_connection": ["port_id": "1", "switch_id": "0A:1B"]], 115, 400),
        (["address": "52:54:00:ab:cd:01", "local_link_connection": ["port_id": "1", "switch_id": ""]], 115, 400),
        (
            [
                "address": "52:54:00:ab:cd:01",
                "local_link_connection": ["network_type": "unmanaged", "switch_id": "no"],
            ], 115, 400
        ),
        (["address": "52:54:00:ab:cd:01", "local_link_connection": ["network_type": "unmanaged"]], 63, 406),
        (["address": "52:54:00:ab:cd:01", "local_link_connection": ["network_type": "unmanaged"]], 64, 201),
        (["address": "52:54:00:ab:cd:01", "local_link_connection": ["network_type": "strange"]], 64, 400),
        (["address": "52:54:00:ab:cd:01", "local_link_connection": ["cable": "red"]], 115, 400),
        (
            [
                "address": "52:54:00:ab:cd:01",
                "local_link_connection": [
                    "port_id": "1", "vtep-logical-switch": "a", "vtep-physical-switch": "b",
                ],
            ], 104, 201
        ),
        (
            [
                "address": "52:54:00:ab:cd:01",
                "local_link_connection": [
                    "port_id": "1", "vtep-logical-switch": "a", "vtep-physical-switch": "b",
                ],
            ], 105, 406
        ),
        (["address": "52:54:00:ab:cd:01", "is_smartnic": true, "local_link_connection": ["port_id": "1"]], 115, 400),
    ]

    @Test(arguments: creations)
    func `new ports are checked`(body: JSONValue, version: Int, status: Int) async throws {
        try await APIFixture.run { api in
            let node = try await api.node("oak")
            var members = body.object ?? [:]
            members["node_uuid"] = .string(node.id.text)
            let answer = try await api.send(.post, "/v1/ports", .object(members), version: version)
            #expect(answer.status == status, "\(answer.text)")
        }
    }

    private static let mac: JSONValue = "0A:1b:2C:3d:4E:5f"

    /// How a switch is named, and how it is kept.
    static let switches = [("0A:1B:2C:3D:4E:5F", "0a:1b:2c:3d:4e:5f"), ("00000A1B2C3D4E5F", "00000a1b2c3d4e5f")]

    @Test(arguments: switches)
    func `a switch is known by one form of its name`(given: String, kept: String) async throws {
        try await APIFixture.run { api in
            let node = try await api.node("oak")
            let link: JSONValue = ["port_id": "1", "switch_id": .string(given)]
            let made = try await api.send(
                .post, "/v1/ports",
                [
                    "node_uuid": .string(node.id.text), "address": .string(Self.address),
                    "local_link_connection": link,
                ])
            #expect(made.json["local_link_connection"]?["switch_id"] == .string(kept), "\(made.text)")
            let path = "/v1/ports/\(made.json["uuid"]?.string ?? "")"
            let again = try await api.send(
                .patch, path, [["op": "replace", "path": "/local_link_connection/switch_id", "value": .string(given)]])
            #expect(again.json["local_link_connection"]?["switch_id"] == .string(kept), "\(again.text)")
            let wrong: JSONValue = [["op": "replace", "path": "/local_link_connection/switch_id", "value": "a switch"]]
            #expect(try await api.send(.patch, path, wrong).status == 400)
        }
    }

    @Test func `a port's node must exist, and is named in one way`() async throws {
        try await APIFixture.run { api in
            let node = try await api.node("oak")
            let unknown = JSONValue.string(NodeID.random().text)
            let address = JSONValue.string(Self.address)
            let cases: [(JSONValue, Int, Int)] = [
                (["address": address], 115, 400),
                (["address": address, "node_uuid": unknown], 115, 400),
                (["address": address, "node_uuid": "oak"], 115, 400),
                (["address": address, "node_uuid": 5], 115, 400),
                (["address": address, "node_ident": "oak"], 93, 406),
                (["address": address, "node_ident": "oak", "node_uuid": .string(node.id.text)], 115, 400),
                (["address": address, "node_ident": "oak"], 94, 201),
                (["address": address, "node_ident": "oak"], 94, 409),
            ]
            for (body, version, status) in cases {
                let answer = try await api.send(.post, "/v1/ports", body, version: version)
                #expect(answer.status == status, "\(body): \(answer.text)")
            }
        }
    }

    @Test func `the node's state forbids some patches`() async throws {
        try await APIFixture.run { api in
            let node = try await api.node("oak") { $0.provisionState = .active }
            let made = try await api.send(
                .post, "/v1/ports", ["node_uuid": .string(node.id.text), "address": .string(Self.address)])
            let path = "/v1/ports/\(try #require(made.json["uuid"]?.string))"
            let cases: [(String, JSONValue, Int)] = [
                ("/pxe_enabled", false, 409), ("/address", "52:54:00:ab:cd:09", 409), ("/extra", ["a": 1], 200),
                ("/address", "nonsense", 400), ("/uuid", "x", 400), ("/internal_info", [:], 400),
            ]
            for (field, value, status) in cases {
                let answer = try await api.send(
                    .patch, path, [["op": "replace", "path": .string(field), "value": value]])
                #expect(answer.status == status, "\(field): \(answer.text)")
            }
            _ = try await api.send(.put, "/v1/nodes/oak/maintenance")
            let answer = try await api.send(
                .patch, path, [["op": "replace", "path": "/pxe_enabled", "value": false]])
            #expect(answer.status == 200)
            try await api.lock(node)
            #expect(try await api.send(.delete, path).status == 409)
        }
    }

    @Test(arguments: [
        ("node=oak&shard=x", 403), ("node=elm", 404), ("address=x", 400), ("portgroup=x", 404),
        ("conductor_groups=x&node=oak", 400), ("conductor_groups=x", 200), ("node=oak&shard=", 200),
        ("fields=uuid,nonsense", 400),
        ("sort_key=extra", 400), ("sort_key=address", 200), ("limit=0", 400), ("what=1", 400),
        ("node_uuid=oak", 400), ("marker=2c7f0d5e-6c2c-4a3f-9d4a-000000000001", 404),
    ])
    func `list parameters are checked`(query: String, status: Int) async throws {
        try await APIFixture.run { api in
            try await api.node("oak")
            let answer = try await api.get("/v1/ports?\(query)")
            #expect(answer.status == status, "\(answer.text)")
        }
    }
}
