import IngotModel
import IngotTestKit
import Testing

@testable import IngotStorage

struct RequestTests {
    @Test(arguments: StorageEngine.allCases)
    func `a request is claimed by one of many and answered once`(_ engine: StorageEngine) async throws {
        let node = Samples.node()
        let request = Samples.request(node)
        try await StorageFixture.withStore(engine) { store in
            try await store.write { transaction in
                try transaction.nodes.insert(node)
                try transaction.requests.insert(request)
            }
            let claims = try await withThrowingTaskGroup(of: Bool.self) { group in
                for number in 1...8 {
                    group.addTask { try await store.write { try $0.requests.claim(request.id, by: "host-\(number)") } }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(claims.filter { $0 }.count == 1)
            #expect(try await store.write { try $0.requests.withdraw(request.id) } == false)

            try await store.write { try $0.requests.answer(request.id, state: .accepted, reply: ["run": "x"]) }
            let answered = try #require(try await store.read { try $0.requests.find(request.id) })
            #expect(answered.state == .accepted)
            #expect(answered.reply == ["run": "x"])
            #expect(answered.kind == .provision(.provide))
            #expect(answered.arguments.isEmpty)
            #expect(answered.requestedAt == Samples.now)
            #expect(answered.apiRequest == "req-1")
            #expect(answered.claimedBy?.hasPrefix("host-") == true)
            #expect(
                try await store.read { try $0.requests.answers(to: [request.id, .random()]) } == [
                    request.id: RequestAnswer(state: .accepted, reply: ["run": "x"])
                ])
            await #expect(throws: StorageError.conflict(entity: "request", id: request.id.text)) {
                try await store.write { try $0.requests.answer(request.id, state: .refused, reply: nil) }
            }
        }
    }

    @Test(arguments: StorageEngine.allCases)
    func `the oldest queued requests for the right nodes come first`(_ engine: StorageEngine) async throws {
        let mine = Samples.node { $0.driver = "redfish" }
        let others = [
            Samples.node { $0.driver = "ipmi" },
            Samples.node {
                $0.driver = "redfish"
                $0.conductorGroup = "hall-2"
            },
        ]
        let late = Samples.request(mine, at: Samples.now + .seconds(5))
        let early = Samples.request(mine, at: Samples.now)
        let claimed = Samples.request(mine, at: Samples.now - .seconds(5))
        try await StorageFixture.withStore(engine) { store in
            let found = try await store.write { transaction in
                for node in [mine] + others { try transaction.nodes.insert(node) }
                for request in [late, early, claimed] + others.map({ Samples.request($0) }) {
                    try transaction.requests.insert(request)
                }
                _ = try transaction.requests.claim(claimed.id, by: "host-1")
                return try transaction.requests.offers(hardwareTypes: ["redfish", "fake"], group: "", limit: 10)
            }
            #expect(found.map(\.id) == [early.id, late.id])
            #expect(
                try await store.read { try $0.requests.unfinished(mine.id) }.map(\.id) == [
                    claimed.id, early.id, late.id,
                ])
        }
    }

    @Test(arguments: StorageEngine.allCases)
    func `a withdrawn request can no longer be claimed and is forgotten in time`(_ engine: StorageEngine) async throws {
        let node = Samples.node()
        let request = Samples.request(node)
        try await StorageFixture.withStore(engine) { store in
            try await store.write { transaction in
                try transaction.nodes.insert(node)
                try transaction.requests.insert(request)
            }
            #expect(try await store.read { try $0.requests.find(request.id) }?.arguments == ["timeout": 5])
            #expect(try await store.write { try $0.requests.withdraw(request.id) })
            #expect(try await store.read { try $0.requests.find(request.id) }?.arguments == [:])
            #expect(try await store.write { try $0.requests.claim(request.id, by: "host-1") } == false)
            #expect(try await store.write { try $0.requests.prune(before: Samples.now, limit: 10) } == 0)
            #expect(try await store.write { try $0.requests.prune(before: Samples.now + .seconds(1), limit: 10) } == 1)
        }
    }
}
