import IngotAuth
import IngotModel
import IngotStorage
import Synchronization
import Testing

@testable import IngotAPI

/// Calls about many nodes at once.
struct BulkTests {
    private func created(_ api: APIFixture, _ nodes: [JSONValue], version: Int = 115) async throws -> Answer {
        try await api.send(.post, "/v1/bulk/nodes", ["nodes": .array(nodes)], version: version)
    }

    @Test func `a rack is enrolled with its ports in one call`() async throws {
        try await APIFixture.run { api in
            let answer = try await created(
                api,
                (0..<120).map { number in
                    [
                        "name": .string("node-\(number)"), "driver": "fake-hardware",
                        "ports": [
                            ["address": .string("52:54:00:00:00:\(number < 16 ? "0" : "")\(String(number, radix: 16))")]
                        ],
                    ]
                })
            #expect(answer.status == 200)
            #expect(answer.json["succeeded"] == 120)
            #expect(answer.statuses == Array(repeating: 201, count: 120))
            let ports = try await api.get("/v1/nodes/node-77/ports")
            #expect(ports.json["ports"]?.array?.first?["address"] == "52:54:00:00:00:4d")
            #expect(answer.results[77]["node"] == "node-77")
            #expect(answer.results[77]["ports"]?.array?.first == ports.json["ports"]?.array?.first?["uuid"])
        }
    }

    @Test func `a bad item spoils none of the others, and leaves nothing behind`() async throws {
        try await APIFixture.run {
            $0.bulkChunk = 3
        } _: { api in
            try await api.node("taken")
            let port: JSONValue = ["address": "52:54:00:00:00:01"]
            let answer = try await created(
                api,
                [
                    ["name": "a", "driver": "fake-hardware", "ports": [port]], ["name": "b", "driver": "nobody"],
                    ["name": "taken", "driver": "fake-hardware"],
                    ["name": "c", "driver": "fake-hardware", "ports": [port]], ["name": "d"],
                    ["name": "e", "driver": "fake-hardware", "ports": [["address": "x"]]],
                    ["name": "f", "driver": "fake-hardware", "ports": "none"],
                    ["name": "g", "driver": "fake-hardware", "colour": "red"],
                    ["name": "h", "driver": "fake-hardware"], "i", .null,
                ])
            #expect(answer.status == 200)
            #expect(answer.statuses == [201, 400, 409, 409, 400, 400, 400, 400, 201, 400, 400])
            #expect(answer.results.compactMap { $0["index"]?.integer } == Array(0..<11))
            #expect(answer.results[1]["error"]?["code"] == "no_valid_host")
            #expect(answer.results[2]["error"]?["code"] == "duplicate_name")
            #expect(answer.results[3]["error"]?["code"] == "duplicate_address")
            #expect(answer.json["failed"] == 9)
            let names = try await api.get("/v1/nodes?sort_key=name").nodes.compactMap { $0["name"]?.string }
            #expect(names == ["a", "h", "taken"])
            let events = try await api.store.read { try $0.events.after(0, limit: 100) }
            #expect(events.count == 3)
        }
    }

    @Test func `fields are gated by the version as in single calls`() async throws {
        try await APIFixture.run { api in
            let answer = try await created(api, [["driver": "fake-hardware", "shard": "s"]], version: 81)
            #expect(answer.statuses == [406])
        }
    }

    @Test func `verbs are asked for each node, and each is answered`() async throws {
        let asked = Mutex<[String]>([])
        let conductor = ScriptedConductor { request in
            asked.withLock { $0.append(request.kind.text) }
            return (.accepted, [:])
        }
        try await APIFixture.run(conductor) { api in
            for name in ["a", "b"] { try await api.node(name) }
            try await api.node("busy") { $0.provisionState = .active }
            let body: JSONValue = ["nodes": ["b", "nobody", "busy", "a"], "target": "manage"]
            let answer = try await api.send(.post, "/v1/bulk/states/provision", body)
            #expect(answer.status == 200)
            #expect(answer.statuses == [202, 404, 400, 202])
            #expect(answer.results.compactMap { $0["node"]?.string } == ["b", "nobody", "busy", "a"])
            #expect(answer.results[1]["error"]?["code"] == "node_not_found")
            #expect(asked.withLock { $0 } == ["provision:manage", "provision:manage"])
            let power: JSONValue = ["nodes": ["a", "b"], "target": "power on"]
            #expect(try await api.send(.post, "/v1/bulk/states/power", power).statuses == [202, 202])
        }
    }

    @Test func `a filter chooses the nodes`() async throws {
        try await APIFixture.run { api in
            for name in ["a", "b", "c"] { try await api.node(name) { $0.resourceClass = name == "c" ? "gold" : "tin" } }
            let on: JSONValue = ["filter": ["resource_class": "tin"], "maintenance": true, "reason": "moving"]
            let answer = try await api.send(.post, "/v1/bulk/maintenance", on)
            #expect(answer.statuses == [202, 202])
            let names = try await api.get("/v1/nodes?maintenance=true&sort_key=name").nodes
            #expect(names.compactMap { $0["name"]?.string } == ["a", "b"])
            let off: JSONValue = ["filter": ["maintenance": true], "maintenance": false]
            #expect(try await api.send(.post, "/v1/bulk/maintenance", off).json["succeeded"] == 2)
            #expect(try await api.get("/v1/nodes?maintenance=true").nodes.isEmpty)
        }
    }

    /// Path, body, status of the whole call.
    static let wrong: [(String, JSONValue, Int)] = [
        ("nodes", [:], 400), ("nodes", ["nodes": "a"], 400),
        ("nodes", ["nodes": [[:], [:], [:], [:]]], 400), ("states/provision", ["target": "manage"], 400),
        ("states/provision", ["nodes": ["a"]], 400),
        ("states/provision", ["nodes": ["a", "A"], "target": "manage"], 400),
        ("states/provision", ["nodes": ["a"], "filter": ["driver": "x"], "target": "manage"], 400),
        ("states/provision", ["filter": [:], "target": "manage"], 400),
        ("states/provision", ["filter": ["colour": "red"], "target": "manage"], 400),
        ("states/provision", ["nodes": ["1", "2", "3", "4"], "target": "manage"], 400),
        ("states/power", ["nodes": ["a"], "target": "dance"], 400),
        ("maintenance", ["nodes": ["a"]], 400), ("maintenance", ["nodes": [], "maintenance": true], 200),
        ("maintenance", ["filter": ["driver": "fake-hardware"], "maintenance": true], 400),
    ]

    @Test(arguments: wrong)
    func `what makes no sense is refused as a whole`(path: String, body: JSONValue, status: Int) async throws {
        try await APIFixture.run {
            $0.maximumBulkItems = 3
        } _: { api in
            for name in ["w", "x", "y", "z"] { try await api.node(name) }
            let answer = try await api.send(.post, "/v1/bulk/\(path)", body)
            #expect(answer.status == status, "\(answer.text)")
        }
    }

    @Test(
        arguments: [
            ["conductor": ""], ["parent_node": "w", "include_children": true], ["parent_node": ""],
        ] as [JSONValue])
    func `conditions that lists pass over choose nothing`(filter: JSONValue) async throws {
        try await APIFixture.run { api in
            for name in ["w", "x"] { try await api.node(name) }
            let answer = try await api.send(
                .post, "/v1/bulk/maintenance", ["filter": filter, "maintenance": true])
            #expect(answer.status == 400, "\(answer.text)")
        }
    }

    @Test func `each item is held against the rules on its own`() async throws {
        var caller = Caller(strategy: .keystone)
        caller.projectID = "ours"
        caller.roles = ["member", "reader", "manager"]
        let access = try AccessControl.only(caller)
        try await APIFixture.run(.willing, access: access) { api in
            try await api.node("ours") { $0.owner = "ours" }
            try await api.node("theirs") { $0.owner = "theirs" }
            let body: JSONValue = ["nodes": ["ours", "theirs"], "target": "power on"]
            #expect(try await api.send(.post, "/v1/bulk/states/power", body).statuses == [202, 404])
            let filter: JSONValue = ["filter": ["driver": "fake-hardware"], "maintenance": true]
            #expect(try await api.send(.post, "/v1/bulk/maintenance", filter).statuses == [202])
        }
    }

    @Test func `what was not begun in time says so`() async throws {
        try await APIFixture.run {
            $0.bulkTimeout = .zero
        } _: { api in
            try await api.node("a")
            let answer = try await api.send(.post, "/v1/bulk/maintenance", ["nodes": ["a"], "maintenance": true])
            #expect(answer.statuses == [503])
            #expect(answer.results[0]["error"]?["code"] == "bulk_deadline_passed")
        }
    }
}

extension Answer {
    fileprivate var results: [JSONValue] { json["results"]?.array ?? [] }
    fileprivate var statuses: [Int] { results.compactMap { $0["status"]?.integer } }
}
