import IngotModel
import IngotStorage
import Testing

@testable import IngotAPI

/// What is remembered of nodes is never shown once it is no longer true, whoever has changed it.
struct FreshnessTests {
    struct Change: Sendable, CustomTestStringConvertible {
        var testDescription: String
        /// What the answer's field is afterwards.
        var field: String
        var value: JSONValue
        var make: @Sendable (Node, APIFixture) async throws -> Void
    }

    static let changes: [Change] = [
        Change(testDescription: "a patch", field: "extra", value: ["a": 1]) { node, api in
            let patch: JSONValue = [["op": "replace", "path": "/extra", "value": ["a": 1]]]
            let answer = try await api.send(.patch, "/v1/nodes/\(node.id)", patch)
            #expect(answer.status == 200)
        },
        Change(testDescription: "a conductor's write", field: "provision_state", value: "active") { node, api in
            try await api.store.write { transaction in
                var changed = node
                changed.provisionState = .active
                try transaction.nodes.update(changed)
            }
        },
        Change(testDescription: "a lease", field: "reservation", value: "conductor-1") { node, api in
            try await api.lock(node)
        },
        Change(testDescription: "an agent", field: "driver_internal_info", value: ["agent_version": "9"]) { node, api in
            var record = AgentRecord(node: node.id)
            record.version = "9"
            let told = record
            try await api.store.write { try $0.agents.upsert(told) }
        },
    ]

    /// The node as it is shown alone and in a list.
    private func shown(_ node: Node, _ api: APIFixture) async throws -> [JSONValue] {
        let alone = try await api.get("/v1/nodes/\(node.id)")
        return (alone.status == 200 ? [alone.json] : []) + (try await api.get("/v1/nodes/detail")).nodes
    }

    @Test(arguments: changes)
    func `a node that was just shown shows what has changed since`(_ change: Change) async throws {
        try await APIFixture.run { api in
            let node = try await api.node("oak")
            for _ in 1...2 {
                #expect(try await shown(node, api).allSatisfy { $0[change.field] != change.value })
            }
            try await change.make(node, api)
            #expect(try await shown(node, api).map { $0[change.field] } == [change.value, change.value])
        }
    }

    @Test
    func `a node that was just shown is gone when it is deleted`() async throws {
        try await APIFixture.run { api in
            let node = try await api.node("oak")
            for _ in 1...2 { #expect(try await shown(node, api).count == 2) }
            try await api.store.write { try $0.nodes.delete(node.id) }
            #expect(try await shown(node, api).isEmpty)
        }
    }

    @Test
    func `a held node is free once its lease has run out, though nothing was written`() async throws {
        try await APIFixture.run { api in
            let node = try await api.node("oak")
            try await api.lock(node)
            for _ in 1...2 {
                #expect(try await shown(node, api).allSatisfy { $0["reservation"] == "conductor-1" })
            }
            api.clock.advance(by: .seconds(61))
            #expect(try await shown(node, api).map { $0["reservation"] } == [.null, .null])
        }
    }

    @Test
    func `a driver can be used as soon as a conductor has brought it`() async throws {
        try await APIFixture.run { api in
            let body: JSONValue = ["driver": "new-hardware"]
            #expect(try await api.send(.post, "/v1/nodes", body).status == 400)
            let now = api.clock.now
            try await api.store.write { transaction in
                try transaction.conductors.register(
                    ConductorRecord(
                        hostname: "conductor-2", group: "", incarnation: "second", startedAt: now, lastSeen: now,
                        drivers: ["new-hardware"]),
                    offers: [
                        OfferedInterface(
                            hardwareType: "new-hardware", kind: .power, implementation: "fake", isDefault: true)
                    ])
            }
            #expect(try await api.send(.post, "/v1/nodes", body).status == 201)
        }
    }
}
