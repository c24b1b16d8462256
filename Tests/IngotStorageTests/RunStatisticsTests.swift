import IngotModel
import IngotTestKit
import Testing

@testable import IngotStorage

struct RunStatisticsTests {
    private static let gold = MachineKind(driver: "fake-hardware", resourceClass: "gold", model: "Acme R1")

    /// A run of two steps that took so many seconds each.
    private static func add(
        _ seconds: Int, on machine: MachineKind, _ kind: NodeRequest.Kind = .provision(.active),
        deploying image: String? = nil, state: Run.State = .finished, at hour: Int = 0,
        for projects: (owner: String?, lessee: String?) = (nil, nil), in transaction: Transaction
    ) throws {
        let (node, lease) = try transaction.heldNode()
        var run = Samples.run(node)
        run.kind = kind
        run.machine = machine
        run.image = image
        (run.owner, run.lessee) = projects
        run.startedAt = Samples.now + .seconds(hour * 3_600)
        run.plan.steps = ["a", "b"].map { PlannedStep(Step(.deploy, $0), by: .agent, .resumable, because: "it is") }
        try transaction.runs.insert(run)
        for step in 0...1 {
            let begun = run.startedAt + .seconds(step * seconds)
            for (kind, at) in [(JournalEntry.Kind.started, begun), (.finished, begun + .seconds(seconds))] {
                _ = try transaction.journal.append(run.id, kind: kind, at: at, stepIndex: step, under: lease)
            }
        }
        run.state = state
        if state.isOver { run.finishedAt = run.startedAt + .seconds(2 * seconds) }
        try transaction.runs.update(run, under: lease)
    }

    @Test(arguments: StorageEngine.allCases)
    func `runs that only a newer version can read hide no others`(_ engine: StorageEngine) async throws {
        try await StorageFixture.withStore(engine) { store in
            let found = try await store.write { transaction in
                for hour in 0...2 { try Self.add(10, on: Self.gold, at: hour, for: ("ours", nil), in: transaction) }
                try transaction.connection.execute(
                    "UPDATE run SET plan = 'wings' WHERE started_at = \(Samples.now + .seconds(3_600))")
                return try [nil, "ours"].map { project in
                    try transaction.statistics.past(
                        [.provision(.active)], on: Self.gold, deploying: nil, of: project, limit: 10)?.runs.count
                }
            }
            #expect(found == [2, 2])
        }
    }

    @Test(arguments: StorageEngine.allCases)
    func `the nearest kind of machine of which there are runs is taken`(_ engine: StorageEngine) async throws {
        try await StorageFixture.withStore(engine) { store in
            func past(_ machine: MachineKind, deploying image: String? = nil) async throws -> PastRuns? {
                try await store.read { transaction in
                    try transaction.statistics.past(
                        [.provision(.active)], on: machine, deploying: image, of: nil, limit: 10)
                }
            }
            #expect(try await past(Self.gold) == nil)
            var other = Self.gold
            (other.model, other.resourceClass) = ("Acme R2", nil)
            let distant = other
            try await store.write { try Self.add(30, on: distant, in: $0) }
            #expect(try await past(Self.gold)?.likeness == .driver)
            other.resourceClass = "gold"
            let near = other
            try await store.write { try Self.add(20, on: near, in: $0) }
            #expect(try await past(Self.gold)?.likeness == .resourceClass)
            try await store.write { try Self.add(10, on: Self.gold, in: $0) }
            let found = try #require(try await past(Self.gold))
            #expect(found.likeness == .model)
            #expect(
                found.runs == [
                    PastRun(
                        steps: ["deploy.a", "deploy.b"].map { .init(name: $0, duration: .seconds(10)) },
                        duration: .seconds(20))
                ])
            #expect(try await past(MachineKind(driver: "ipmi", resourceClass: "gold", model: "Acme R9")) == nil)

            try await store.write { try Self.add(5, on: Self.gold, deploying: "debian", in: $0) }
            try await store.write { try Self.add(50, on: distant, deploying: "ubuntu", in: $0) }
            let same = try #require(try await past(Self.gold, deploying: "debian"))
            #expect(same.likeness == .modelAndImage)
            #expect(same.runs.map(\.duration) == [.seconds(10)])
            #expect(try await past(Self.gold, deploying: "ubuntu")?.likeness == .model)
            #expect(try await past(Self.gold)?.runs.count == 2)
        }
    }

    @Test(arguments: StorageEngine.allCases)
    func `more runs are better than fewer that are more alike`(_ engine: StorageEngine) async throws {
        try await StorageFixture.withStore(engine) { store in
            func likeness(fewest: Int) async throws -> PastRuns.Likeness? {
                try await store.read { transaction in
                    try transaction.statistics.past(
                        [.provision(.active)], on: Self.gold, deploying: "debian", of: nil, fewest: fewest, limit: 10
                    )?.likeness
                }
            }
            try await store.write { try Self.add(5, on: Self.gold, deploying: "debian", in: $0) }
            #expect(try await likeness(fewest: 2) == .modelAndImage)
            try await store.write { try Self.add(6, on: Self.gold, deploying: "ubuntu", in: $0) }
            #expect(try await likeness(fewest: 1) == .modelAndImage)
            #expect(try await likeness(fewest: 2) == .model)
            #expect(try await likeness(fewest: 3) == .modelAndImage)
        }
    }

    @Test(arguments: StorageEngine.allCases)
    func `a run keeps the image that it began with`(_ engine: StorageEngine) async throws {
        try await StorageFixture.withStore(engine) { store in
            try await store.write { transaction in
                let (node, lease) = try transaction.heldNode()
                var run = Samples.run(node)
                run.image = "debian"
                try transaction.runs.insert(run)
                run.image = "another"
                try transaction.runs.update(run, under: lease)
                #expect(try transaction.runs.find(run.id)?.image == "debian")
            }
        }
    }

    @Test(arguments: StorageEngine.allCases)
    func `only the newest runs count, of the same work, that ended well`(_ engine: StorageEngine) async throws {
        try await StorageFixture.withStore(engine) { store in
            try await store.write { transaction in
                for hour in 1...5 { try Self.add(hour, on: Self.gold, at: hour, in: transaction) }
                try Self.add(60, on: Self.gold, .provision(.deploy), at: 6, in: transaction)
                try Self.add(70, on: Self.gold, .provision(.provide), at: 7, in: transaction)
                try Self.add(80, on: Self.gold, state: .failed, at: 8, in: transaction)
                try Self.add(90, on: Self.gold, state: .suspended, at: 9, in: transaction)
            }
            let found = try await store.read { transaction in
                try transaction.statistics.past(
                    [.provision(.active), .provision(.deploy)], on: Self.gold, deploying: nil, of: nil, limit: 3)
            }
            #expect(found?.runs.map(\.duration) == [.seconds(120), .seconds(10), .seconds(8)])
        }
    }

    @Test(arguments: StorageEngine.allCases)
    func `who sees some nodes only learns from the runs of those that were theirs`(_ engine: StorageEngine) async throws
    {
        try await StorageFixture.withStore(engine) { store in
            try await store.write { transaction in
                try Self.add(1, on: Self.gold, for: ("red", nil), in: transaction)
                try Self.add(2, on: Self.gold, at: 1, for: ("blue", "red"), in: transaction)
                try Self.add(3, on: Self.gold, at: 2, for: ("red", "red"), in: transaction)
                try Self.add(4, on: Self.gold, at: 3, for: ("blue", nil), in: transaction)
                try Self.add(5, on: Self.gold, at: 4, in: transaction)
            }
            func durations(_ project: String?, limit: Int = 10) async throws -> [Duration]? {
                try await store.read { transaction in
                    try transaction.statistics.past(
                        [.provision(.active)], on: Self.gold, deploying: nil, of: project, limit: limit
                    )?.runs.map(\.duration)
                }
            }
            #expect(try await durations(nil) == [10, 8, 6, 4, 2].map { .seconds($0) })
            #expect(try await durations("red") == [6, 4, 2].map { .seconds($0) })
            #expect(try await durations("red", limit: 2) == [6, 4].map { .seconds($0) })
            #expect(try await durations("blue") == [8, 4].map { .seconds($0) })
            #expect(try await durations("green") == nil)
        }
    }
}
