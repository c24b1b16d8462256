import IngotMetrics
import IngotModel
import IngotTestKit
import Prometheus
import Testing

@testable import IngotStorage

struct CensusTests {
    @Test(arguments: StorageEngine.allCases)
    func `nodes, requests and runs are counted by kind`(_ engine: StorageEngine) async throws {
        let now = Samples.now + .seconds(100)
        let waiting = Samples.node { node in
            node.provisionState = .cleanWait
            node.provisionUpdatedAt = Samples.now
        }
        let later = Samples.node { node in
            node.provisionState = .cleanWait
            node.provisionUpdatedAt = now - .seconds(10)
            node.inMaintenance = true
            node.fault = "clean failure"
        }
        let requests = (0...3).map { second in
            NodeRequest(
                node: later.id, kind: .provision(.provide), requestedAt: Samples.now + .seconds(second))
        }
        let run = Samples.run(waiting)
        try await StorageFixture.withStore(engine) { store in
            #expect(
                try await store.read { try $0.census.take(at: now, budgets: [.cleanWait: .seconds(1)]) } == Census())
            try await store.write { transaction in
                for node in [waiting, later] { try transaction.nodes.insert(node) }
                for request in requests { try transaction.requests.insert(request) }
                for request in requests[1...2] {
                    #expect(try transaction.requests.park(request.id, reply: [:]))
                }
                #expect(try transaction.requests.withdraw(requests[3].id))
                try transaction.runs.insert(run)
            }
            let census = try await store.read {
                try $0.census.take(at: now, budgets: [.cleanWait: .seconds(60), .deployWait: .seconds(1)])
            }
            #expect(census.states == [Census.State(state: .cleanWait, nodes: 2, age: .seconds(110))])
            #expect(census.overBudget == [.cleanWait: .seconds(40)])
            #expect(census.inMaintenance == 1)
            #expect(census.faults == ["clean failure": 1])
            #expect(
                Set(census.lines) == [
                    Census.Line(state: .queued, count: 1, oldest: Samples.now),
                    Census.Line(state: .waiting, count: 2, oldest: Samples.now + .seconds(1)),
                ])
            #expect(census.runs == [Census.ActiveRuns(kind: run.kind, state: .running, count: 1)])
        }
    }

    @Test func `counting reads indexes and no table`() async throws {
        let engine = try SQLiteEngine(inMemoryWithin: SQLiteLimits())
        try await Store(engine: engine).migrate()
        let plans = try await engine.write { connection in
            let recorder = PlanRecorder(connection)
            let transaction = Transaction(connection: recorder, intentions: Transaction.Intentions())
            _ = try transaction.census.take(at: Samples.now, budgets: [.cleanWait: .seconds(1)])
            return recorder.plans
        }
        await engine.close()
        #expect(plans.count == 6)
        for plan in plans { #expect(!plan.contains { $0.hasPrefix("SCAN") && !$0.contains("USING") }, "\(plan)") }
    }

    @Test(arguments: [
        (StorageError.missing(entity: "thing", id: "1"), 0),
        (.duplicate(entity: "thing", field: "name", value: "oak"), 0),
        (.conflict(entity: "thing", id: "1"), 0), (.unavailable(reason: "away", retryAfter: .seconds(1)), 1),
        (.corrupt(table: "t", column: "c", what: "x"), 1), (.wentOnAfterFailure, 1),
    ])
    func `transactions are measured by what they do, and the database's failures are counted`(
        _ error: StorageError, _ failures: Int
    ) async throws {
        let registry = Registry(MetricFamily.all)
        let engine = MeasuredEngine(try SQLiteEngine(inMemoryWithin: SQLiteLimits()), Meters(registry))
        let store = Store(engine: engine)
        try await store.migrate()
        _ = try await store.read { try $0.events.last() }
        try await store.write(as: .vital) { _ in }
        await #expect(throws: StorageError.self) {
            try await store.write { _ -> Void in throw error }
        }
        await #expect(throws: CancellationError.self) {
            try await store.read { _ -> Void in throw CancellationError() }
        }
        await store.close()
        let text = registry.text
        #expect(text.contains("ingot_database_seconds_count{kind=\"read\"} 2\n"))
        #expect(text.contains("ingot_database_seconds_count{kind=\"write\"} 1\n"))
        #expect(text.contains("ingot_database_seconds_count{kind=\"urgent write\"} 1\n"))
        #expect(text.contains("ingot_database_failures_total{kind=\"write\"} \(failures)\n"))
        #expect(text.contains("ingot_database_failures_total{kind=\"read\"} 0\n"))
    }
}
