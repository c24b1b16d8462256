import IngotModel
import IngotTestKit
import Testing

@testable import IngotStorage

struct RunTests {
    @Test(arguments: StorageEngine.allCases)
    func `a run comes back with every field`(_ engine: StorageEngine) async throws {
        try await StorageFixture.withStore(engine) { store in
            let (node, lease) = try await store.write { try $0.heldNode() }
            let run = Samples.run(node)
            try await store.write { try $0.runs.insert(run) }
            let changed = Self.changed(run)
            try await store.write { try $0.runs.update(changed, under: lease) }
            let found = try #require(try await store.read { try $0.runs.find(run.id) })
            #expect(Self.values(found) == Self.values(changed))
            #expect(try await store.read { try $0.runs.active(node.id) }?.id == run.id)
        }
    }

    private static func changed(_ run: Run) -> Run {
        var run = run
        run.state = .suspended
        run.position = 1
        run.plan.notes.append("agent steps known")
        run.wakeAt = Samples.now + .seconds(10)
        run.deadline = Samples.now + .seconds(100)
        run.finishedAt = Samples.now + .seconds(200)
        run.error = "deploy.write_image: the agent is gone"
        return run
    }

    @Test(arguments: StorageEngine.allCases)
    func `a node has one active run, and its latest are listed newest last`(_ engine: StorageEngine) async throws {
        try await StorageFixture.withStore(engine) { store in
            let (node, lease) = try await store.write { try $0.heldNode() }
            let first = Samples.run(node)
            let second = Samples.run(node) { $0.startedAt = Samples.now + .seconds(1) }
            let third = Samples.run(node) { $0.startedAt = Samples.now + .seconds(2) }
            try await store.write { try $0.runs.insert(first) }
            await #expect(throws: StorageError.duplicate(entity: "run", field: "node_uuid", value: node.id.text)) {
                try await store.write { try $0.runs.insert(second) }
            }
            for (over, next) in [(first, second), (second, third)] {
                try await store.write { transaction in
                    var over = over
                    over.state = .finished
                    try transaction.runs.update(over, under: lease)
                    try transaction.runs.insert(next)
                }
            }
            #expect(try await store.read { try $0.runs.list(node.id, limit: 2) }.map(\.id) == [second.id, third.id])
            #expect(try await store.read { try $0.runs.active(node.id) }?.id == third.id)
            // A newer version may have written one so that this one cannot read it.
            let readable = try await store.write { transaction in
                try transaction.connection.execute("UPDATE run SET plan = 'wings' WHERE uuid = \(second.id)")
                return try transaction.runs.list(node.id, limit: 3).map(\.id)
            }
            #expect(readable == [first.id, third.id])
        }
    }

    @Test(arguments: StorageEngine.allCases)
    func `suspended runs come due by time, deadline or heartbeat, running ones when orphaned`(
        _ engine: StorageEngine
    ) async throws {
        let (now, later) = (Samples.now, Samples.now + .seconds(30))
        try await StorageFixture.withStore(engine) { store in
            func add(_ change: @escaping @Sendable (inout Run) -> Void, held: Bool) async throws -> Run {
                try await store.write { transaction in
                    let (node, lease) = try transaction.heldNode(for: .seconds(20))
                    let run = Samples.run(node, change)
                    try transaction.runs.insert(run)
                    if !held { try transaction.leases.release(lease) }
                    return run
                }
            }
            func suspended(wake: Timestamp?, deadline: Timestamp?) -> @Sendable (inout Run) -> Void {
                { run in
                    run.state = .suspended
                    run.wakeAt = wake
                    run.deadline = deadline
                }
            }
            func due(_ moment: Timestamp) async throws -> Set<RunID> {
                Set(
                    try await store.read {
                        try $0.runs.offers(
                            moment, hardwareTypes: ["fake-hardware"], group: "", pausingIn: [], limit: 10)
                    }.map(\.id))
            }

            #expect(try await store.read { try $0.runs.nextMoment(after: now) } == nil)
            let atWork = try await add({ _ in }, held: true)
            let orphan = try await add({ _ in }, held: false)
            let waking = try await add(suspended(wake: now, deadline: nil), held: false)
            let overdue = try await add(suspended(wake: later, deadline: now), held: false)
            let waiting = try await add(suspended(wake: later, deadline: nil), held: false)
            _ = try await add({ $0.state = .failed }, held: false)

            #expect(try await due(now) == [orphan.id, waking.id, overdue.id])
            #expect(try await due(now + .seconds(20)) == [atWork.id, orphan.id, waking.id, overdue.id])
            #expect(
                try await store.read {
                    try $0.runs.offers(now, hardwareTypes: ["fake-hardware"], group: "", pausingIn: [], limit: 2)
                }.count == 2)
            #expect(try await store.read { try $0.runs.nextMoment(after: now) } == later)
            let elsewhere = try await store.read { transaction in
                try [("other", ""), ("fake-hardware", "other")].flatMap { type, group in
                    try transaction.runs.offers(now, hardwareTypes: [type], group: group, pausingIn: [], limit: 10)
                }
            }
            #expect(elsewhere.isEmpty)

            #expect(try await store.write { try $0.runs.wake(waiting.node, at: now) })
            #expect(try await due(now).contains(waiting.id))
            #expect(try await store.write { try $0.runs.wake(waiting.node, at: later) })
            #expect(try await store.read { try $0.runs.find(waiting.id) }?.wakeAt == now)
            #expect(try await store.write { try $0.runs.wake(orphan.node, at: now) } == false)
        }
    }

    @Test(arguments: StorageEngine.allCases)
    func `the journal counts each run's entries from one, whoever writes`(_ engine: StorageEngine) async throws {
        try await StorageFixture.withStore(engine) { store in
            let (node, lease) = try await store.write { try $0.heldNode() }
            let run = Samples.run(node)
            try await store.write { try $0.runs.insert(run) }
            let first = try await store.write { transaction in
                try transaction.journal.append(
                    run.id, kind: .suspended, at: Samples.now, stepIndex: 0, ticket: ["command": "c-1"],
                    detail: "waits for the agent", under: lease)
            }
            #expect(
                first
                    == JournalEntry(
                        run: run.id, sequence: 1, at: Samples.now, kind: .suspended, stepIndex: 0,
                        ticket: ["command": "c-1"], detail: "waits for the agent"))
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 1...10 {
                    group.addTask {
                        _ = try await store.write {
                            try $0.journal.append(run.id, kind: .observed, at: Samples.now, under: nil)
                        }
                    }
                }
                try await group.waitForAll()
            }
            let entries = try await store.read { try $0.journal.entries(run.id) }
            #expect(entries.first == first)
            #expect(entries.map(\.sequence) == Array(1...11))
            #expect(try await store.read { try $0.journal.entries(runs: [run.id, .random()]) } == entries)
            #expect(try await store.read { try $0.journal.last(run.id, stepIndex: 0) } == first)
            #expect(try await store.read { try $0.journal.last(run.id, stepIndex: 1) } == nil)
        }
    }

    @Test(arguments: StorageEngine.allCases)
    func `an old run can be forgotten with its journal, and that of no run not be begun`(
        _ engine: StorageEngine
    ) async throws {
        try await StorageFixture.withStore(engine) { store in
            let (node, lease) = try await store.write { try $0.heldNode() }
            let run = Samples.run(node) {
                $0.state = .finished
                $0.finishedAt = Samples.now
            }
            try await store.write { transaction in
                try transaction.runs.insert(run)
                try transaction.journal.append(run.id, kind: .finished, at: Samples.now, under: lease)
            }
            #expect(try await store.write { try $0.runs.prune(before: Samples.now, limit: 10) } == 0)
            #expect(try await store.write { try $0.runs.prune(before: Samples.now + .seconds(1), limit: 10) } == 1)
            #expect(try await store.read { try $0.journal.entries(run.id) }.isEmpty)
            let unknown = RunID.random()
            await #expect(throws: StorageError.missing(entity: "run", id: unknown.text)) {
                try await store.write { try $0.journal.append(unknown, kind: .started, at: Samples.now, under: nil) }
            }
        }
    }

    private static func values(_ run: Run) -> [SQLValue] { Table.runs.columns.map { $0.value(run) } }
}
