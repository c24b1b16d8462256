import HTTPTypes
import IngotModel
import Testing

/// What all resources have in common: they are made, found, changed and deleted, and old clients know nothing of them.
struct ResourceLifeTests {
    struct Life: Sendable, CustomTestStringConvertible {
        var path: String
        var member: String
        var body: JSONValue
        /// Whether the resource belongs to a node, which the body then names.
        var hasNode = false
        var field: String
        var value: JSONValue
        var since: Int
        var writeRefusal = 404
        var updateSince: Int?
        /// How many fields a list shows where nobody chose.
        var listed: Int
        var testDescription: String { path }
    }

    static let lives: [Life] = [
        Life(
            path: "chassis", member: "chassis", body: ["description": "rack 4"], field: "description",
            value: "rack 5", since: 1, listed: 3),
        Life(
            path: "portgroups", member: "portgroups", body: ["address": "52:54:00:AA:00:01", "name": "bond0"],
            hasNode: true, field: "standalone_ports_supported", value: false, since: 23, listed: 4),
        Life(
            path: "volume/connectors", member: "connectors",
            body: ["type": "iqn", "connector_id": "iqn.2026-01.example:a"], hasNode: true, field: "connector_id",
            value: "iqn.2026-01.example:b", since: 32, listed: 5),
        Life(
            path: "volume/targets", member: "targets",
            body: ["volume_type": "iscsi", "volume_id": "v1", "boot_index": 0], hasNode: true, field: "boot_index",
            value: 1, since: 32, listed: 6),
        Life(
            path: "deploy_templates", member: "deploy_templates",
            body: [
                "name": "CUSTOM_RAID",
                "steps": [["interface": "raid", "step": "create", "args": [:], "priority": 10]],
            ], field: "name", value: "CUSTOM_BIOS", since: 55, writeRefusal: 405, listed: 3),
        Life(
            path: "runbooks", member: "runbooks",
            body: ["name": "CUSTOM_BURN", "steps": [["interface": "deploy", "step": "burnin", "order": 1]]],
            field: "disable_ramdisk", value: true, since: 92, writeRefusal: 405, listed: 3),
        Life(
            path: "inspection_rules", member: "inspection_rules",
            body: ["actions": [["op": "fail", "args": ["msg": "no"]]]], field: "priority", value: 10, since: 96,
            writeRefusal: 405, listed: 5),
        Life(
            path: "allocations", member: "allocations", body: ["resource_class": "gold"], field: "name",
            value: "first", since: 52, writeRefusal: 405, updateSince: 57, listed: 13),
    ]

    @Test(arguments: lives)
    func `a resource is created, found, changed and deleted`(life: Life) async throws {
        try await APIFixture.run { api in
            let path = "/v1/\(life.path)"
            let made = try await api.send(.post, path, try await Self.body(of: life, api))
            #expect(made.status == 201, "\(made.text)")
            let uuid = try #require(made.json["uuid"]?.string)
            #expect(made.header("Location") == "http://localhost\(path)/\(uuid)")
            let one = try await api.get("\(path)/\(uuid)")
            #expect(one.json == made.json)
            #expect(one.json["updated_at"] == .null)
            let list = try await api.get(path).json[life.member]?.array ?? []
            #expect(list.map { $0["uuid"] } == [.string(uuid)])
            #expect(list.first?.object?.count == life.listed)
            let patch: JSONValue = [["op": "add", "path": .string("/\(life.field)"), "value": life.value]]
            let stale = try await api.send(.patch, "\(path)/\(uuid)", patch, headers: ["If-Match": "\"99\""])
            #expect(stale.status == 412, "\(stale.text)")
            let changed = try await api.send(
                .patch, "\(path)/\(uuid)", patch, headers: ["If-Match": one.header("ETag") ?? ""])
            #expect(changed.status == 200, "\(changed.text)")
            #expect(changed.json[life.field] == life.value)
            #expect(changed.json["updated_at"]?.string != nil)
            #expect(try await api.get("\(path)/\(uuid)?fields=\(life.field)").json.object?.count == 2)
            #expect(try await api.send(.delete, "\(path)/\(uuid)").status == 204)
            #expect(try await api.send(.delete, "\(path)/\(uuid)").status == 404)
            #expect(try await api.get("\(path)/\(uuid)").status == 404)
        }
    }

    @Test(arguments: lives)
    func `clients of older versions are told that there is no such thing`(life: Life) async throws {
        guard life.since > 1 else { return }
        try await APIFixture.run { api in
            let path = "/v1/\(life.path)"
            let made = try await api.send(.post, path, try await Self.body(of: life, api))
            let one = "\(path)/\(try #require(made.json["uuid"]?.string))"
            let before = life.since - 1
            #expect(try await api.get(path, version: before).status == 404)
            #expect(try await api.get(one, version: before).status == 404)
            #expect(try await api.get(path, version: life.since).status == 200)
            #expect(try await api.send(.post, path, [:], version: before).status == life.writeRefusal)
            #expect(try await api.send(.delete, one, version: before).status == life.writeRefusal)
            let tooOld = (life.updateSince ?? life.since) - 1
            #expect(try await api.send(.patch, one, [], version: tooOld).status == life.writeRefusal)
            #expect(try await api.send(.patch, one, [], version: tooOld + 1).status == 200)
        }
    }

    @Test(arguments: lives)
    func `lists are paged and sorted`(life: Life) async throws {
        try await APIFixture.run { api in
            let path = "/v1/\(life.path)"
            _ = try await api.send(.post, path, try await Self.body(of: life, api))
            let cases = [
                ("limit=1", 200), ("limit=0", 400), ("sort_key=created_at&sort_dir=desc", 200), ("sort_key=links", 400),
                ("sort_dir=up", 400), ("fields=nonsense", 400), ("nonsense=1", 400),
                ("marker=2c7f0d5e-6c2c-4a3f-9d4a-000000000001", 404),
            ]
            for (query, status) in cases {
                let answer = try await api.get("\(path)?\(query)")
                #expect(answer.status == status, "\(query): \(answer.text)")
            }
        }
    }

    private static func body(of life: Life, _ api: APIFixture) async throws -> JSONValue {
        guard life.hasNode else { return life.body }
        let node = try await api.node("oak") {
            $0.provisionState = .manageable
            $0.powerState = .off
        }
        var members = life.body.object ?? [:]
        members["node_uuid"] = .string(node.id.text)
        return .object(members)
    }
}
