import IngotAPI
import IngotModel
import IngotStorage
import Testing

struct ListTests {
    @Test func `a list shows a summary, and links, for the client's version`() async throws {
        try await APIFixture.run { api in
            try await api.node("oak")
            let new = try #require(try await api.get("/v1/nodes").nodes.first?.object)
            #expect(
                Set(new.keys) == [
                    "uuid", "name", "instance_uuid", "maintenance", "power_state", "provision_state", "links",
                ])
            let old = try #require(try await api.get("/v1/nodes", version: 4).nodes.first?.object)
            #expect(old["name"] == nil)
        }
    }

    @Test func `pages lead from one to the next and keep their filters`() async throws {
        try await APIFixture.run(configure: { $0.maximumPageSize = 4 }) { api in
            for name in ["e", "d", "c", "b", "a"] { try await api.node(name) { $0.inMaintenance = true } }
            try await api.node("f")
            var path: String? = "/v1/nodes?limit=2&sort_key=name&maintenance=yes&fields=name,uuid"
            var names: [String] = []
            var pages = 0
            while let current = path {
                let answer = try await api.get(current)
                #expect(answer.status == 200, "\(answer.text)")
                #expect(answer.nodes.count <= 2)
                names += answer.nodes.compactMap { $0["name"]?.string }
                path = answer.json["next"]?.string.map { String($0.dropFirst("http://localhost".count)) }
                pages += 1
            }
            #expect(names == ["a", "b", "c", "d", "e"])
            #expect(pages == 3)
            let capped = try await api.get("/v1/nodes?limit=1000000000")
            #expect(capped.nodes.count == 4)
            #expect(capped.json["next"] != nil)
            let backwards = try await api.get("/v1/nodes?sort_key=name&sort_dir=desc")
            #expect(backwards.nodes.first?["name"] == "f")
        }
    }

    @Test func `what the caller may not see is as good a marker as what is not there`() async throws {
        let access = try AccessControl.only(FixedCaller.member(of: "ours", "reader"))
        try await APIFixture.run(access: access) { api in
            let own = try await api.node("own") { $0.owner = "ours" }
            let foreign = try await api.node("foreign") { $0.owner = "theirs" }
            #expect(try await api.get("/v1/nodes?marker=\(own.id)").status == 200)
            let absent = "2c7f0d5e-6c2c-4a3f-9d4a-000000000001"
            let (hidden, missing) = (
                try await api.get("/v1/nodes?marker=\(foreign.id)"), try await api.get("/v1/nodes?marker=\(absent)")
            )
            #expect(hidden.status == 404)
            #expect(hidden.text == missing.text.split(separator: absent).joined(separator: foreign.id.text))
        }
    }

    @Test func `a new node under the UUID of a deleted one is shown as it is`() async throws {
        try await APIFixture.run { api in
            let old = try await api.node("old") { $0.extra = ["of": "old"] }
            #expect(try await api.get("/v1/nodes/detail").nodes.first?["extra"]?["of"] == "old")
            try await api.store.write { try $0.nodes.delete(old.id) }
            let new = Node(id: old.id, driver: old.driver, createdAt: old.createdAt + .seconds(1))
            try await api.store.write { try $0.nodes.insert(new) }
            #expect(try await api.get("/v1/nodes/detail").nodes.first?["extra"] == [:])
        }
    }

    /// Query, version, status.
    static let queries: [(String, Int, Int)] = [
        ("limit=0", 115, 400), ("limit=-1", 115, 400), ("limit=x", 115, 400), ("limit=1", 115, 200),
        ("marker=x", 115, 400), ("marker=2c7f0d5e-6c2c-4a3f-9d4a-000000000001", 115, 404),
        ("sort_dir=up", 115, 400), ("sort_key=extra", 115, 400), ("sort_key=nonsense", 115, 400),
        ("sort_key=shard", 81, 406), ("sort_key=shard", 82, 200), ("sort_key=links", 115, 400),
        ("sort_key=id", 115, 200), ("fields=uuid", 7, 406), ("fields=uuid,nonsense", 115, 400),
        ("fields=shard", 81, 406), ("fields=", 115, 200), ("fields=,", 115, 200), ("fields=uuid&detail=true", 115, 400),
        ("detail=true", 42, 400), ("detail=true", 43, 200), ("detail=maybe", 115, 400),
        ("colour=red", 115, 400), ("provision_state=dancing", 115, 400), ("provision_state=enroll", 8, 406),
        ("associated=perhaps", 115, 400), ("instance_uuid=x", 115, 400), ("driver=x", 15, 406),
        ("owner=%zz", 115, 400), ("owner=%ff", 115, 400), ("owner=a%00b", 115, 400),
        ("parent_node=nobody", 115, 200), ("sharded=true", 115, 200), ("instance_name=x", 103, 406),
        ("limit=99999999999999999999", 115, 200), ("limit=-99999999999999999999", 115, 400),
        ("limit=1&limit=2", 115, 400),
        ("sort_key=", 115, 200), ("sort_key=network_data", 65, 406), ("sort_key=network_data", 66, 400),
        ("fault=nonsense", 115, 400), ("fault=clean%20failure", 115, 200),
    ]

    @Test(arguments: queries)
    func `list parameters are checked`(query: String, version: Int, status: Int) async throws {
        try await APIFixture.run { api in
            try await api.node("oak")
            let answer = try await api.get("/v1/nodes?\(query)", version: version)
            #expect(answer.status == status, "\(answer.text)")
        }
    }

    /// A filter, and the nodes of the test's set that pass.
    static let filters: [(String, [String])] = [
        ("provision_state=active", ["busy"]), ("maintenance=true", ["sick"]), ("maintenance=0", ["busy", "plain"]),
        ("associated=true", ["busy"]), ("instance_uuid=2C7F0D5E-6C2C-4A3F-9D4A-00000000000A", ["busy"]),
        ("driver=manual-management", ["plain"]), ("resource_class=gold", ["busy"]), ("owner=ann", ["sick"]),
        ("lessee=bob", ["sick"]), ("project=bob", ["sick"]), ("shard=s1,s2", ["busy", "sick"]),
        ("sharded=false", ["plain"]), ("retired=true", ["sick"]), ("fault=power%20failure", ["sick"]),
        ("description_contains=RACK", ["plain"]), ("conductor_group=Lab", ["plain"]), ("instance_name=db", ["busy"]),
        ("driver=manual-management&maintenance=true", []), ("shard=%20s1", ["busy"]), ("parent_node=nobody", []),
        ("conductor=", ["busy", "plain", "sick"]), ("parent_node=busy&include_children=1", ["busy", "plain", "sick"]),
    ]

    @Test(arguments: filters)
    func `filters let through what they name`(filter: String, names: [String]) async throws {
        try await APIFixture.run { api in
            try await api.node("busy") { node in
                node.provisionState = .active
                node.instanceID = "2c7f0d5e-6c2c-4a3f-9d4a-00000000000a"
                node.instanceName = "db"
                node.resourceClass = "gold"
                node.shard = "s1"
            }
            try await api.node("plain") { node in
                node.driver = "manual-management"
                node.description = "second in rack 7"
                node.conductorGroup = "lab"
            }
            try await api.node("sick") { node in
                node.inMaintenance = true
                node.fault = "power failure"
                node.owner = "ann"
                node.lessee = "bob"
                node.shard = "s2"
                node.isRetired = true
            }
            let answer = try await api.get("/v1/nodes?sort_key=name&\(filter)")
            #expect(answer.nodes.compactMap { $0["name"]?.string } == names, "\(answer.text)")
        }
    }
}
