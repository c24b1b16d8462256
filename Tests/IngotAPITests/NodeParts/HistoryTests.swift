import IngotModel
import Testing

struct HistoryTests {
    /// A node with entries a minute apart, the last with a long event.
    private static func run(_ body: @escaping @Sendable (APIFixture, [HistoryEntry]) async throws -> Void) async throws
    {
        try await APIFixture.run { api in
            let node = try await api.node("oak")
            var entries: [HistoryEntry] = []
            for number in 1...3 {
                api.clock.advance(by: .seconds(60))
                let event = number == 3 ? String(repeating: "x", count: 300) : "event \(number)"
                var entry = HistoryEntry(
                    node: node.id, severity: .error, event: event, eventType: "provisioning",
                    createdAt: api.clock.now)
                entry.user = "ann"
                entry.project = "tenant"
                entry.durationSeconds = 60
                entries.append(entry)
            }
            try await api.store.write { [entries] transaction in
                for entry in entries { try transaction.history.append(entry) }
            }
            try await body(api, entries)
        }
    }

    @Test func `a list is short, and cuts long events`() async throws {
        try await Self.run { api, _ in
            let list = try #require(try await api.get("/v1/nodes/oak/history").json["history"]?.array)
            #expect(
                Set(list[0].object.map { Array($0.keys) } ?? []) == [
                    "uuid", "created_at", "severity", "event", "links",
                ])
            #expect(list[2]["event"] == .string(String(repeating: "x", count: 251) + "..."))
            let detailed = try await api.get("/v1/nodes/oak/history?detail=true").json["history"]
            #expect(detailed?[2]?["event"]?.string?.count == 300)
        }
    }

    @Test func `pages follow each other`() async throws {
        try await Self.run { api, entries in
            let first = try await api.get("/v1/nodes/oak/history?limit=2&sort_dir=desc").json
            #expect(
                first["history"]?.array?.compactMap { $0["uuid"]?.string } == [entries[2].id.text, entries[1].id.text])
            let next = try #require(first["next"]?.string)
            #expect(next.hasPrefix("http://localhost/v1/nodes/oak/history?"))
            let second = try await api.get(String(next.dropFirst("http://localhost".count))).json
            #expect(second["history"]?.array?.compactMap { $0["uuid"]?.string } == [entries[0].id.text])
            #expect(second["next"] == nil)
        }
    }

    /// Version, the members beyond those that are always there.
    static let versions: [(Int, Set<String>)] = [
        (78, []), (113, ["project"]), (115, ["project", "state", "target_provision_state", "duration_seconds"]),
    ]

    @Test(arguments: versions)
    func `one entry shows what the version knows`(version: Int, added: Set<String>) async throws {
        try await Self.run { api, entries in
            let shown = try await api.get("/v1/nodes/oak/history/\(entries[0].id)", version: version).json.object
            let always: Set<String> = [
                "uuid", "created_at", "severity", "event_type", "event", "conductor", "user", "links",
            ]
            #expect(shown.map { Set($0.keys) } == always.union(added))
            #expect(shown?["links"]?.array?.count == 1)
        }
    }

    @Test(arguments: [
        ("?marker=oak", 400), ("?marker=5c1f0e6e-6c2c-4a3f-9d4a-000000000001", 404), ("?sort_key=links", 400),
        ("?sort_key=severity", 200), ("?limit=0", 400), ("?fields=event", 400),
        ("/5c1f0e6e-6c2c-4a3f-9d4a-000000000001", 404), ("/first", 404),
    ])
    func `what is not there is told`(path: String, status: Int) async throws {
        try await Self.run { api, _ in
            let answer = try await api.get("/v1/nodes/oak/history\(path)")
            #expect(answer.status == status, "\(answer.text)")
        }
    }

    @Test func `an entry belongs to its node`() async throws {
        try await Self.run { api, entries in
            let other = try await api.node()
            #expect(try await api.get("/v1/nodes/\(other.id)/history/\(entries[0].id)").status == 404)
            #expect(try await api.get("/v1/nodes/\(other.id)/history").json["history"] == [])
        }
    }
}
