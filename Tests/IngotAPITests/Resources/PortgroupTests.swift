import HTTPTypes
import IngotModel
import Testing

struct PortgroupTests {
    /// The body without its node, version, status.
    static let creations: [(JSONValue, Int, Int)] = [
        ([:], 23, 201), (["name": "bond 0"], 115, 400), (["name": "bond0"], 23, 201), (["address": "x"], 115, 400),
        (["address": nil], 115, 201), (["mode": "802.3ad"], 25, 406), (["mode": "802.3ad"], 26, 201),
        (["properties": ["miimon": "100"]], 25, 406), (["physical_network": "a"], 101, 406),
        (["physical_network": ""], 115, 400), (["physical_network": "a"], 102, 201), (["category": "x"], 102, 406),
        (["standalone_ports_supported": "no"], 115, 201), (["standalone_ports_supported": 5], 115, 400),
        (["dynamic_portgroup": true], 115, 400), (["internal_info": [:]], 115, 400), (["colour": 1], 115, 400),
    ]

    @Test(arguments: creations)
    func `new port groups are checked`(body: JSONValue, version: Int, status: Int) async throws {
        try await APIFixture.run { api in
            let node = try await api.node("oak")
            var members = body.object ?? [:]
            members["node_uuid"] = .string(node.id.text)
            let answer = try await api.send(.post, "/v1/portgroups", .object(members), version: version)
            #expect(answer.status == status, "\(answer.text)")
        }
    }

    @Test func `a port group is found by name, below its node, and by filters`() async throws {
        try await APIFixture.run { api in
            let node = try await api.node("oak") { $0.shard = "s1" }
            try await api.node("elm")
            let body: JSONValue = [
                "node_uuid": .string(node.id.text), "name": "bond0", "address": "52:54:00:aa:00:01",
            ]
            #expect(try await api.send(.post, "/v1/portgroups", body).status == 201)
            #expect(try await api.send(.post, "/v1/portgroups", body).status == 409)
            #expect(try await api.get("/v1/portgroups/bond0").json["mode"] == "active-backup")
            let counts = [
                ("/v1/nodes/oak/portgroups", 1), ("/v1/nodes/elm/portgroups", 0), ("/v1/portgroups?node=oak", 1),
                ("/v1/portgroups?shard=s1", 1), ("/v1/portgroups?shard=s2", 0), ("/v1/portgroups/detail", 1),
                ("/v1/nodes/oak/portgroups/detail", 1), ("/v1/portgroups?address=52:54:00:AA:00:01", 1),
            ]
            for (path, count) in counts {
                #expect(try await api.get(path).json["portgroups"]?.array?.count == count, "\(path)")
            }
            let refusals: [(HTTPRequest.Method, String, Int)] = [
                (.get, "/v1/portgroups?node=oak&shard=s1", 400), (.get, "/v1/portgroups?node=ash", 404),
                (.get, "/v1/nodes/oak/portgroups/bond0", 400), (.post, "/v1/nodes/oak/portgroups", 400),
                (.delete, "/v1/nodes/oak/portgroups/bond0", 400), (.get, "/v1/portgroups?address=x", 400),
            ]
            for (method, path, status) in refusals {
                #expect(try await api.send(method, path).status == status, "\(method) \(path)")
            }
            #expect(try await api.get("/v1/portgroups?shard=s1", version: 105).status == 406)
        }
    }

    @Test func `ports belong to a group of their own node and network`() async throws {
        try await APIFixture.run { api in
            let oak = try await api.node("oak")
            let elm = try await api.node("elm")
            let group = try await Self.portgroup(of: oak, ["physical_network": "red", "name": "bond0"], api)
            let foreign = try await Self.portgroup(of: elm, [:], api)
            let unknown = JSONValue.string(PortgroupID.random().text)
            let cases: [(JSONValue, Int)] = [
                (["portgroup_uuid": unknown, "physical_network": "red"], 400),
                (["portgroup_uuid": foreign], 400),
                (["portgroup_uuid": group, "physical_network": "blue"], 409),
                (["portgroup_uuid": group], 409),
                (["portgroup_uuid": group, "physical_network": "red", "name": "left"], 201),
            ]
            for (body, status) in cases {
                let answer = try await Self.port(of: oak, 1, body, api)
                #expect(answer.status == status, "\(body): \(answer.text)")
            }
            for path in [
                "/v1/portgroups/bond0/ports", "/v1/portgroups/bond0/ports/detail", "/v1/ports?portgroup=bond0",
            ] {
                #expect(try await api.get(path).json["ports"]?.array?.count == 1, "\(path)")
            }
            #expect(try await api.send(.delete, "/v1/portgroups/bond0").status == 400)
            let port = "/v1/ports/left"
            let moves: [(JSONValue, Int)] = [
                ([["op": "replace", "path": "/physical_network", "value": "blue"]], 400),
                ([["op": "remove", "path": "/portgroup_uuid"]], 200),
                ([["op": "replace", "path": "/physical_network", "value": "blue"]], 200),
                ([["op": "add", "path": "/portgroup_uuid", "value": group]], 409),
            ]
            for (patch, status) in moves {
                let answer = try await api.send(.patch, port, patch)
                #expect(answer.status == status, "\(patch): \(answer.text)")
            }
        }
    }

    @Test func `a group takes the network of its first port, and gives its ports a new one`() async throws {
        try await APIFixture.run { api in
            let oak = try await api.node("oak")
            let group = try await Self.portgroup(of: oak, ["name": "bond0"], api)
            let body: JSONValue = ["portgroup_uuid": group, "physical_network": "red", "name": "left"]
            #expect(try await Self.port(of: oak, 1, body, api).status == 201)
            #expect(try await api.get("/v1/portgroups/bond0").json["physical_network"] == "red")
            let patch: JSONValue = [["op": "replace", "path": "/physical_network", "value": "blue"]]
            #expect(try await api.send(.patch, "/v1/portgroups/bond0", patch).status == 200)
            #expect(try await api.get("/v1/ports/left").json["physical_network"] == "blue")
        }
    }

    @Test func `ports that are used alone need a group that allows it`() async throws {
        try await APIFixture.run { api in
            let oak = try await api.node("oak")
            let strict = try await Self.portgroup(of: oak, ["standalone_ports_supported": false], api)
            let booting: JSONValue = ["portgroup_uuid": strict, "pxe_enabled": true]
            #expect(try await Self.port(of: oak, 1, booting, api).status == 409)
            let loose = try await Self.portgroup(of: oak, ["name": "loose"], api)
            #expect(try await Self.port(of: oak, 2, ["portgroup_uuid": loose, "name": "right"], api).status == 201)
            let patch: JSONValue = [["op": "replace", "path": "/standalone_ports_supported", "value": false]]
            #expect(try await api.send(.patch, "/v1/portgroups/loose", patch).status == 409)
            let off: JSONValue = [["op": "replace", "path": "/pxe_enabled", "value": false]]
            #expect(try await api.send(.patch, "/v1/ports/right", off).status == 200)
            #expect(try await api.send(.patch, "/v1/portgroups/loose", patch).status == 200)
        }
    }

    @Test func `a group moves while it is empty and its node is prepared`() async throws {
        try await APIFixture.run { api in
            let oak = try await api.node("oak")
            let elm = try await api.node("elm") { $0.provisionState = .active }
            let ash = try await api.node("ash") { $0.owner = "somebody" }
            let yew = try await api.node("yew")
            _ = try await Self.portgroup(of: oak, ["name": "bond0"], api)
            let unknown = NodeID.random()
            for (node, status) in [(elm.id, 409), (ash.id, 400), (unknown, 400), (yew.id, 200)] {
                let patch: JSONValue = [["op": "replace", "path": "/node_uuid", "value": .string(node.text)]]
                let answer = try await api.send(.patch, "/v1/portgroups/bond0", patch)
                #expect(answer.status == status, "\(answer.text)")
            }
            let group = try await api.get("/v1/portgroups/bond0").json["uuid"] ?? .null
            #expect(try await Self.port(of: yew, 1, ["portgroup_uuid": group], api).status == 201)
            let back: JSONValue = [["op": "replace", "path": "/node_uuid", "value": .string(oak.id.text)]]
            #expect(try await api.send(.patch, "/v1/portgroups/bond0", back).status == 400)
            let mode: JSONValue = [["op": "remove", "path": "/mode"]]
            #expect(try await api.send(.patch, "/v1/portgroups/bond0", mode).status == 400)
        }
    }

    private static func portgroup(of node: Node, _ body: JSONValue, _ api: APIFixture) async throws -> JSONValue {
        var members = body.object ?? [:]
        members["node_uuid"] = .string(node.id.text)
        let answer = try await api.send(.post, "/v1/portgroups", .object(members))
        #expect(answer.status == 201, "\(answer.text)")
        return answer.json["uuid"] ?? .null
    }

    private static func port(of node: Node, _ number: Int, _ body: JSONValue, _ api: APIFixture) async throws -> Answer
    {
        var members = body.object ?? [:]
        members["node_uuid"] = .string(node.id.text)
        members["address"] = .string("52:54:00:bb:00:0\(number)")
        return try await api.send(.post, "/v1/ports", .object(members))
    }
}
