import HTTPTypes
import IngotModel
import Testing

@testable import IngotAPI

/// Changes that are made only to what the caller saw, and answers that are sent only when they are news.
struct EntityTagTests {
    private func tag(of node: Node, _ api: APIFixture) async throws -> String {
        try #require(try await api.get("/v1/nodes/\(node.id)").header("ETag"))
    }

    /// `If-Match`, and whether it holds: TAG stands for the tag of the answer, REV for that of its revision alone.
    static let conditions: [(String, Bool)] = [
        ("TAG", true), ("REV", true), ("*", true), (" * ", true), ("\"7\", TAG", true), ("\"7\",,TAG", true),
        ("\"7\"", false), ("W/TAG", false), ("0", false), ("\"0", false), ("garbage", false), (",", false),
        ("\"00\"", false), ("\"\"", false), ("REVx", false), ("x REV", false), ("'0'", false),
    ]

    @Test(arguments: conditions)
    func `a change is made only to the revision that the caller names`(header: String, holds: Bool) async throws {
        try await APIFixture.run { api in
            let node = try await api.node("oak")
            let tag = try await tag(of: node, api)
            let revision = try #require(tag.split(separator: "-").first)
            let header = header.replacing("TAG", with: tag).replacing("REV", with: "\(revision)\"")
            let answer = try await api.send(
                .patch, "/v1/nodes/oak", [["op": "replace", "path": "/extra", "value": ["a": 1]]],
                headers: ["If-Match": header])
            #expect(answer.status == (holds ? 200 : 412), "\(answer.text)")
            let isChanged = try await api.stored(node)?.extra.isEmpty == false
            #expect(isChanged == holds)
        }
    }

    @Test func `an allocation is taken from a node by the tag of either`() async throws {
        try await APIFixture.run { api in
            for path in ["nodes/oak", "nodes/oak/allocation"] {
                let node = try await api.node("oak") { $0.provisionState = .manageable }
                var allocation = Allocation(id: .random(), createdAt: api.clock.now)
                allocation.node = node.id
                allocation.state = .active
                let added = allocation
                try await api.store.write { try $0.allocations.insert(added) }
                func take(_ name: String, _ tag: String) async throws -> Int {
                    try await api.send(.delete, "/v1/nodes/oak/allocation", headers: [name: tag]).status
                }
                let tag = try #require(try await api.get("/v1/\(path)").header("ETag"))
                #expect(try await take("If-Match", "\"99\"") == 412)
                #expect(try await take("If-None-Match", tag) == 412)
                #expect(try await take("If-Match", tag) == 204)
                try await api.store.write { try $0.nodes.delete(node.id) }
            }
        }
    }

    @Test func `the allocation of a node is sent once`() async throws {
        try await APIFixture.run { api in
            let node = try await api.node("oak")
            var allocation = Allocation(id: .random(), createdAt: api.clock.now)
            allocation.node = node.id
            let added = allocation
            try await api.store.write { try $0.allocations.insert(added) }
            let path = "/v1/nodes/oak/allocation"
            let tag = try #require(try await api.get(path).header("ETag"))
            #expect(try await api.send(.get, path, headers: ["If-None-Match": tag]).status == 304)
        }
    }

    /// Method, path below the node, body, status where the condition holds.
    static let changes: [(String, String, JSONValue?, Int)] = [
        ("PUT", "maintenance", ["reason": "x"], 202), ("DELETE", "maintenance", nil, 202),
        ("PUT", "traits", ["traits": ["CUSTOM_A"]], 204), ("PUT", "traits/CUSTOM_B", nil, 204),
        ("DELETE", "traits", nil, 204), ("PUT", "states/provision", ["target": "manage"], 202),
        ("PUT", "states/power", ["target": "power on"], 202), ("PUT", "states/raid", ["logical_disks": []], 204),
        ("PUT", "states/boot_mode", ["target": "uefi"], 202), ("PUT", "states/secure_boot", ["target": true], 202),
        ("PUT", "states/console", ["enabled": false], 202),
        ("PUT", "management/boot_device", ["boot_device": "pxe"], 204),
        ("PUT", "management/inject_nmi", [:], 204), ("POST", "vifs", ["id": "vif-1"], 204),
        ("DELETE", "vifs/vif-1", nil, 204),
    ]

    @Test(arguments: changes)
    func `what is changed below a node depends on the node's revision`(
        method: String, path: String, body: JSONValue?, status: Int
    ) async throws {
        try await APIFixture.run(.willing) { api in
            let node = try await api.node("oak")
            let verb = try #require(HTTPRequest.Method(method))
            let old = try await api.send(verb, "/v1/nodes/oak/\(path)", body, headers: ["If-Match": "\"99\""])
            #expect(old.status == 412, "\(old.text)")
            let seen = try await tag(of: node, api)
            let new = try await api.send(verb, "/v1/nodes/oak/\(path)", body, headers: ["If-Match": seen])
            #expect(new.status == status, "\(new.text)")
        }
    }

    static let bulkCalls: [(String, JSONValue)] = [
        ("maintenance", ["maintenance": true]), ("maintenance", ["maintenance": false]),
        ("states/provision", ["target": "manage"]), ("states/power", ["target": "power on"]),
    ]

    @Test(arguments: bulkCalls)
    func `a bulk call changes those of its nodes that have a revision that it names`(
        path: String, body: JSONValue
    ) async throws {
        try await APIFixture.run(.willing) { api in
            var seen: [String] = []
            for name in ["oak", "elm", "ash"] { seen.append(try await tag(of: try await api.node(name), api)) }
            _ = try await api.send(.patch, "/v1/nodes/elm", [["op": "add", "path": "/extra/a", "value": 1]])
            let answer = try await api.send(
                .post, "/v1/bulk/\(path)",
                .object((body.object ?? [:]).merging(["nodes": ["oak", "elm", "ash"]]) { $1 }),
                headers: ["If-Match": seen.joined(separator: ", ")])
            let statuses = answer.json["results"]?.array?.compactMap { $0["status"]?.integer }
            #expect(statuses == [202, 412, 202], "\(answer.text)")
        }
    }

    @Test func `an answer that the caller has is not sent again`() async throws {
        try await APIFixture.run { api in
            let node = try await api.node("oak")
            let first = try await api.get("/v1/nodes/oak")
            let tag = try #require(first.header("ETag"))
            for header in [tag, "W/\(tag)", "\"x\", \(tag)", "*"] {
                let again = try await api.send(.get, "/v1/nodes/oak", headers: ["If-None-Match": header])
                #expect(again.status == 304, "\(header)")
                #expect(again.text.isEmpty)
                #expect(again.header("ETag") == tag)
            }
            for header in ["\"1\"", "garbage", "\""] {
                #expect(try await api.send(.get, "/v1/nodes/oak", headers: ["If-None-Match": header]).status == 200)
            }
            let older = try await api.send(.get, "/v1/nodes/oak", version: 50, headers: ["If-None-Match": tag])
            #expect(older.status == 200, "Another version shows something else")
            try await api.lock(node)
            let held = try await api.send(.get, "/v1/nodes/oak", headers: ["If-None-Match": tag])
            #expect(held.status == 200, "The node is reserved now")
        }
    }

    @Test func `the tag of a change is good for the next one`() async throws {
        try await APIFixture.run { api in
            try await api.node("oak")
            var tag = try #require(try await api.get("/v1/nodes/oak").header("ETag"))
            for number in 1...3 {
                let answer = try await api.send(
                    .patch, "/v1/nodes/oak", [["op": "add", "path": "/extra/a", "value": .integer(Int64(number))]],
                    headers: ["If-Match": tag])
                #expect(answer.status == 200)
                let next = try #require(answer.header("ETag"))
                #expect(next != tag)
                tag = next
            }
        }
    }
}
