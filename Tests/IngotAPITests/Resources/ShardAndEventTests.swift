import HTTPTypes
import IngotModel
import Testing

struct ShardAndEventTests {
    @Test func `shards are counted, nodes in none too`() async throws {
        try await APIFixture.run { api in
            for (name, shard) in [("a", "s1"), ("b", "s1"), ("c", nil)] {
                try await api.node(name) { $0.shard = shard }
            }
            let answer = try await api.get("/v1/shards")
            #expect(answer.json == ["shards": [["name": "None", "count": 1], ["name": "s1", "count": 2]]])
            #expect(try await api.get("/v1/shards", version: 81).status == 404)
            #expect(try await api.get("/v1/shards/s1").status == 404)
        }
    }

    static let event: JSONValue = [
        "event": "network.bind_port", "port_id": "2c7f0d5e-6c2c-4a3f-9d4a-000000000001",
        "mac_address": "52:54:00:aa:bb:01", "status": "ACTIVE",
    ]

    private static func changed(_ name: String, _ value: JSONValue?) -> JSONValue {
        var members = event.object ?? [:]
        members[name] = value
        return ["events": [.object(members)]]
    }

    static let bodies: [(JSONValue, Int)] = [
        (["events": [event, event]], 204), (["events": []], 400), ([:], 400), (["events": [event], "more": 1], 400),
        (["events": ["x"]], 400), (changed("event", "network.sneeze"), 400), (changed("port_id", "x"), 400),
        (changed("port_id", nil), 400), (changed("mac_address", "x"), 400), (changed("status", 5), 400),
        (changed("device_id", "x"), 400), (changed("device_id", .null), 204), (changed("binding:vnic_type", "x"), 204),
        (changed("colour", "red"), 400), ([], 400),
    ]

    @Test(arguments: bodies)
    func `events of the network service are checked and taken`(body: JSONValue, status: Int) async throws {
        try await APIFixture.run { api in
            let answer = try await api.send(.post, "/v1/events", body)
            #expect(answer.status == status, "\(answer.text)")
            #expect(try await api.send(.post, "/v1/events", body, version: 53).status == 404)
        }
    }
}
