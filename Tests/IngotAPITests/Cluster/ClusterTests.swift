import IngotModel
import Testing

@testable import IngotAPI

/// How conductors share the nodes, and sending one of them away.
struct ClusterTests {
    static func register(_ hostname: String, _ api: APIFixture) async throws {
        let now = api.clock.now
        let record = ConductorRecord(
            hostname: hostname, group: "", incarnation: "1", startedAt: now, lastSeen: now, drivers: ["fake-hardware"])
        try await api.store.write { try $0.conductors.register(record, offers: APIFixture.offers) }
    }

    @Test func `new nodes show the conductor that the ring gives them`() async throws {
        try await APIFixture.run { api in
            try await Self.register("conductor-2", api)
            let ring = HashRing(["conductor-1", "conductor-2"])
            for _ in 0..<20 {
                let node = try await api.send(.post, "/v1/nodes", ["driver": "fake-hardware"]).json
                let id = try #require(node["uuid"]?.string.flatMap { NodeID($0) })
                #expect(node["conductor"]?.string == ring.owner(of: id))
            }
            let conductors = try await api.get("/v1/cluster").json["conductors"]?.array ?? []
            #expect(conductors.compactMap { $0["nodes"]?.integer }.reduce(0, +) == 20)
        }
    }

    @Test func `a conductor is drained and taken back, and gets no requests meanwhile`() async throws {
        try await APIFixture.run(.willing) { api in
            let node = try await api.node()
            let verb = "/v1/nodes/\(node.id)/states/provision"
            #expect(try await api.send(.post, "/v1/conductors/conductor-1/drain").status == 202)
            #expect(try await api.get("/v1/cluster").json["conductors"]?[0]?["draining"] == true)
            #expect(try await api.send(.put, verb, ["target": "manage"]).status == 400)
            #expect(try await api.send(.delete, "/v1/conductors/conductor-1/drain").status == 202)
            #expect(try await api.send(.put, verb, ["target": "manage"]).status == 202)
            #expect(try await api.send(.post, "/v1/conductors/nobody/drain").status == 404)
        }
    }

    @Test(arguments: [(29, true, true), (31, true, false), (61, false, false)])
    func `a conductor that falls silent leaves the ring when its leases are over, and is shown as dead later`(
        _ seconds: Int, _ isAlive: Bool, _ takesWork: Bool
    ) async throws {
        try await APIFixture.run { api in
            api.clock.advance(by: .seconds(seconds))
            let shown = try await api.get("/v1/cluster").json["conductors"]?[0]
            #expect(shown?["alive"]?.bool == isAlive && shown?["takes_work"]?.bool == takesWork)
        }
    }

    @Test func `who is refused as the only conductor of a driver is draining is told so`() async throws {
        try await APIFixture.run(.willing) { api in
            let (node, now) = (try await api.node(), api.clock.now)
            #expect(try await api.send(.post, "/v1/conductors/conductor-1/drain").status == 202)
            // It has nothing left to do, so that it is not online; it lives all the same.
            try await api.store.write { transaction in
                _ = try transaction.conductors.touch("conductor-1", incarnation: "first", at: now, isOnline: false)
            }
            let awaited = try await api.node()
            try await api.alter(awaited) { $0.provisionState = .deployWait }
            let refusals = [
                try await api.send(.put, "/v1/nodes/\(node.id)/states/provision", ["target": "manage"]),
                try await api.send(.post, "/v1/nodes", ["driver": "fake-hardware"]),
            ]
            let sentence = "No valid host was found. Reason: No conductor service registered which supports driver"
            for refusal in refusals {
                #expect(refusal.status == 400)
                #expect(refusal.message.hasPrefix(sentence), "\(refusal.message)")
                #expect(refusal.message.hasSuffix("; conductor 'conductor-1' is draining"), "\(refusal.message)")
            }
            let stranger = try await api.get("/v1/lookup?node_uuid=\(awaited.id)")
            #expect(stranger.status == 400 && stranger.message.hasPrefix(sentence))
            #expect(!stranger.message.contains("conductor-1"), "\(stranger.message)")
        }
    }

    @Test(arguments: [("reader", 403), ("red-manager", 403), ("administrator", 202)])
    func `only an administrator sends a conductor away`(_ caller: String, _ status: Int) async throws {
        try await APIFixture.run(access: NamedCallers.access) { api in
            let answer = try await api.send(
                .post, "/v1/conductors/conductor-1/drain", headers: NamedCallers.headers(caller))
            #expect(answer.status == status)
        }
    }

    @Test func `old clients see conductors as they always were`() async throws {
        try await APIFixture.run { api in
            let shown = try await api.get("/v1/conductors/conductor-1").json.object ?? [:]
            #expect(
                Set(shown.keys) == [
                    "hostname", "conductor_group", "alive", "drivers", "created_at", "updated_at", "links",
                ])
        }
    }
}
