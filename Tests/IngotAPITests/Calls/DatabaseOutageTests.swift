import IngotModel
import Testing

@testable import IngotAPI
@testable import IngotStorage

/// A database that goes away while calls wait for conductors.
struct DatabaseOutageTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var kind: NodeRequest.Kind
        var code: String
        var says: [String]
        var testDescription: String { kind.text }
    }

    @Test(arguments: [
        Case(
            kind: .provision(.active), code: "request_recorded",
            says: ["is recorded and may still be carried out", "/queue"]),
        Case(kind: .validate, code: "database_unavailable", says: ["cannot be reached", "try again"]),
    ])
    func `a call that waits is told soon, and what becomes of its request`(_ asked: Case) async throws {
        let engine = OutageEngine(try SQLiteEngine(inMemoryWithin: SQLiteLimits()))
        let store = Store(engine: engine)
        try await store.migrate()
        let clock = HandClock()
        let node = Node(id: .random(), driver: "fake-hardware", createdAt: clock.now)
        try await store.write { try $0.nodes.insert(node) }
        var configuration = APIConfiguration()
        configuration.answerTimeout = .seconds(3_600)
        configuration.pollInterval = .milliseconds(1)
        configuration.databasePatience = .milliseconds(1)
        let services = APIServices(store: store, configuration: configuration, clock: clock)
        let request = NodeRequest(node: node.id, kind: asked.kind, requestedAt: clock.now)

        let rings = store.bell.rings
        let call = Task { try await ConductorRequests(services: services).ask(request) }
        await store.bell.wait(after: rings)
        engine.goAway()
        let refusal = await #expect(throws: APIError.self) { try await call.value }
        #expect(refusal?.status == 503)
        #expect(refusal?.code == asked.code)
        #expect(refusal?.headers[.retryAfter] != nil)
        #expect(refusal?.message.contains("being moved") == false, "what the database says is for the log")
        #expect((refusal?.cause as? StorageError)?.description.contains("the server is being moved") == true)
        for part in asked.says { #expect(refusal?.message.contains(part) == true, "\(refusal?.message ?? "")") }
        engine.comeBack()
        // It is as was told: the request waits for a conductor.
        #expect(try await store.read { try $0.requests.find(request.id)?.state } == .queued)
    }

    @Test func `who asks whether the server is ready is told of a database that takes no changes`() async throws {
        let engine = OutageEngine(try SQLiteEngine(inMemoryWithin: SQLiteLimits()))
        try await APIFixture.run(on: Store(engine: engine)) { api in
            func statuses() async throws -> [Int] {
                let change = try await api.send(.post, "/v1/chassis", [:])
                return [change.status, try await api.get("/readyz").status, try await api.get("/v1/chassis").status]
            }
            let before = try await statuses()
            #expect(before == [201, 200, 200])
            engine.fill()
            let full = try await statuses()
            #expect(full == [503, 503, 200])
            engine.comeBack()
            let after = try await statuses()
            #expect(after == [201, 200, 200])
        }
    }
}
