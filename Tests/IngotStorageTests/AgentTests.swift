import IngotModel
import IngotTestKit
import Testing

@testable import IngotStorage

struct AgentTests {
    private static func record(_ node: Node) -> AgentRecord {
        var record = AgentRecord(node: node.id)
        record.token = Secret("token-1")
        record.tokenIsPregenerated = true
        record.url = "https://192.0.2.7:9999"
        record.version = "1.2.3"
        record.certificate = "-----BEGIN CERTIFICATE-----"
        record.status = "start"
        record.statusMessage = "busy"
        record.lastHeartbeat = Samples.now
        return record
    }

    @Test(arguments: StorageEngine.allCases)
    func `a record comes back, is replaced, and is forgotten with or without its token`(
        _ engine: StorageEngine
    ) async throws {
        let node = Samples.node()
        let record = Self.record(node)
        try await StorageFixture.withStore(engine) { store in
            try await store.write { try $0.nodes.insert(node) }
            for _ in 1...2 { try await store.write { try $0.agents.upsert(record) } }
            let found = try #require(try await store.read { try $0.agents.find([node.id, .random()]) }[node.id])
            #expect(Self.values(found) == Self.values(record))

            try await store.write { try $0.agents.clear(node.id, keepToken: true) }
            let kept = try #require(try await store.read { try $0.agents.find(node.id) })
            #expect(kept.token?.reveal() == "token-1")
            #expect(kept.url == nil)
            #expect(kept.lastHeartbeat == nil)

            try await store.write { try $0.agents.clear(node.id, keepToken: false) }
            #expect(try await store.read { try $0.agents.find(node.id) }?.token == nil)
        }
    }

    @Test(arguments: StorageEngine.allCases)
    func `of two lookups at once one gets the token`(_ engine: StorageEngine) async throws {
        let node = Samples.node()
        try await StorageFixture.withStore(engine) { store in
            try await store.write { try $0.nodes.insert(node) }
            let claims = try await withThrowingTaskGroup(of: Bool.self) { group in
                for number in 1...8 {
                    group.addTask {
                        try await store.write {
                            try $0.agents.claimToken(node.id, token: Secret("token-\(number)"), at: Samples.now)
                        }
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(claims.filter { $0 }.count == 1)
            await #expect(throws: StorageError.dangling(entity: "agent")) {
                try await store.write { try $0.agents.claimToken(.random(), token: Secret("x"), at: Samples.now) }
            }
        }
    }

    @Test(arguments: StorageEngine.allCases)
    func `an agent that was silent for long is forgotten, but not a token of the boot medium`(
        _ engine: StorageEngine
    ) async throws {
        let node = Samples.node()
        try await StorageFixture.withStore(engine) { store in
            try await store.write { transaction in
                try transaction.nodes.insert(node)
                try transaction.agents.upsert(Self.record(node))
            }
            let later = Samples.now + .seconds(1)
            #expect(try await store.write { try $0.agents.forgetSilent(node.id, since: later) } == false)
            try await store.write { transaction in
                var record = Self.record(node)
                record.tokenIsPregenerated = false
                try transaction.agents.upsert(record)
            }
            #expect(try await store.write { try $0.agents.forgetSilent(node.id, since: Samples.now) } == false)
            #expect(try await store.write { try $0.agents.forgetSilent(node.id, since: later) })
            let blank = try #require(try await store.read { try $0.agents.find(node.id) })
            #expect(Self.values(blank) == Self.values(AgentRecord(node: node.id)))
            #expect(try await store.write { try $0.agents.claimToken(node.id, token: Secret("x"), at: later) })
            #expect(try await store.read { try $0.agents.find(node.id) }?.lastHeartbeat == later)
        }
    }

    struct Meanwhile: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var isNoted: Bool
        var change: @Sendable (inout AgentRecord) -> Void
    }

    static let meanwhile = [
        Meanwhile(testDescription: "nothing", isNoted: true) { _ in },
        Meanwhile(testDescription: "another heartbeat", isNoted: true) { $0.lastHeartbeat = Samples.now + .seconds(1) },
        Meanwhile(testDescription: "another token", isNoted: false) { $0.token = Secret("token-2") },
        Meanwhile(testDescription: "no token", isNoted: false) { $0.token = nil },
        Meanwhile(testDescription: "another address", isNoted: false) { $0.url = "https://192.0.2.8:9999" },
        Meanwhile(testDescription: "no certificate", isNoted: false) { $0.certificate = nil },
    ]

    @Test(arguments: StorageEngine.allCases, meanwhile)
    func `a heartbeat is noted over the agent that it came from and no other`(
        _ engine: StorageEngine, _ meanwhile: Meanwhile
    ) async throws {
        let node = Samples.node()
        let known = Self.record(node)
        var said = known
        (said.status, said.version, said.lastHeartbeat) = ("end", nil, Samples.now + .seconds(9))
        let record = said
        try await StorageFixture.withStore(engine) { store in
            let isNoted = try await store.write { transaction in
                try transaction.nodes.insert(node)
                var current = known
                meanwhile.change(&current)
                try transaction.agents.upsert(current)
                return try transaction.agents.note(record, over: known)
            }
            #expect(isNoted == meanwhile.isNoted)
            let kept = try await store.read { try $0.agents.find(node.id) }
            #expect((kept?.lastHeartbeat == record.lastHeartbeat) == isNoted)
            if isNoted { #expect(kept.map(Self.values) == Self.values(record)) }
        }
    }

    private static func values(_ record: AgentRecord) -> [SQLValue] { Table.agents.columns.map { $0.value(record) } }
}
