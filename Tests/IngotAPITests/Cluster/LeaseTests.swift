import IngotModel
import Testing

@testable import IngotAPI

/// Locks that explain themselves.
struct LeaseTests {
    static func hold(_ node: Node, _ api: APIFixture) async throws -> Lease {
        let now = api.clock.now
        let lease = try await api.store.write { transaction in
            try transaction.leases.acquire(
                node.id, holder: "conductor-1", incarnation: "first", purpose: "provision:active", now: now,
                duration: .seconds(30))
        }
        return try #require(lease)
    }

    @Test func `whoever is refused a held node learns who holds it, for what, until when, and what to do`() async throws
    {
        try await APIFixture.run { api in
            let node = try await api.node()
            let lease = try await Self.hold(node, api)
            for answer in [
                try await api.send(.put, "/v1/nodes/\(node.id)/states/power", ["target": "power on"]),
                try await api.send(.put, "/v1/nodes/\(node.id)/maintenance", [:]),
            ] {
                #expect(answer.status == 409)
                #expect(answer.inner["error_code"] == "node_locked")
                for fact in [
                    "conductor-1", "provision:active", lease.since.iso8601, lease.expiresAt.iso8601, "lease break",
                ] { #expect(answer.message.contains(fact), "\(answer.message)") }
            }
            #expect(try await api.get("/v1/nodes/\(node.id)").status == 200)
        }
    }

    @Test func `a lease is shown and broken, and the history tells`() async throws {
        try await APIFixture.run { api in
            let node = try await api.node()
            #expect(try await api.get("/v1/nodes/\(node.id)/lease").json["held"] == false)
            #expect(try await api.send(.delete, "/v1/nodes/\(node.id)/lease").status == 404)
            let lease = try await Self.hold(node, api)
            let shown = try await api.get("/v1/nodes/\(node.id)/lease").json
            #expect(shown["holder"] == "conductor-1" && shown["purpose"] == "provision:active")
            #expect(shown["holder_alive"] == true && shown["fence"] == 1)

            #expect(try await api.send(.delete, "/v1/nodes/\(node.id)/lease").status == 204)
            await #expect(throws: LeaseLost.self) { try await api.store.write { try $0.leases.check(lease) } }
            #expect(try await api.get("/v1/nodes/\(node.id)").json["reservation"] == .null)
            let history = try await api.get("/v1/nodes/\(node.id)/history?detail=true").json["history"]
            #expect(history?[0]?["event"]?.string?.contains("conductor-1 for 'provision:active'") == true)
        }
    }

    @Test func `who may not see a node's reservation is not told by the lease, either`() async throws {
        let hiding = ["baremetal:node:get:filter_threshold": "!", "baremetal:node:get:reservation": "!"]
        try await APIFixture.run(access: try .only(FixedCaller.system("reader"), hiding)) { api in
            let node = try await api.node()
            _ = try await Self.hold(node, api)
            let answer = try await api.get("/v1/nodes/\(node.id)/lease")
            #expect(answer.json["held"] == true && answer.json["purpose"] == "provision:active")
            #expect(answer.json["holder"] == .string(NodeVisibility.redaction))
            #expect(!answer.text.contains("conductor-1"), "\(answer.text)")
        }
    }

    @Test func `a lease of a conductor that began anew is shown as that of a dead one`() async throws {
        try await APIFixture.run { api in
            let node = try await api.node()
            _ = try await Self.hold(node, api)
            api.clock.advance(by: .seconds(5))
            let now = api.clock.now
            let record = ConductorRecord(
                hostname: "conductor-1", group: "", incarnation: "second", startedAt: now, lastSeen: now)
            try await api.store.write { try $0.conductors.register(record, offers: APIFixture.offers) }
            #expect(try await api.get("/v1/nodes/\(node.id)/lease").json["holder_alive"] == false)
        }
    }
}
