import IngotModel
import IngotTestKit
import Testing

@testable import IngotStorage

/// Which runs are due while their nodes are in maintenance, and what its end leaves on them.
struct MaintenanceTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var state = ProvisionState.deployWait
        var kind = NodeRequest.Kind.provision(.active)
        /// Whether it is due for having been woken, and for its deadline.
        var isWoken = false
        var isLate = false
    }

    static let cases = [
        Case(testDescription: "it waits for its agent"),
        Case(testDescription: "it waits for an inspection", state: .inspectWait, isWoken: true),
        Case(testDescription: "it does not wait for others", state: .deleting, isWoken: true, isLate: true),
        Case(testDescription: "its power is switched", kind: .power(.on), isWoken: true, isLate: true),
    ]

    @Test(arguments: StorageEngine.allCases, cases)
    func `a run of a node in maintenance is due only where that does not stop it`(
        _ engine: StorageEngine, _ given: Case
    ) async throws {
        let node = Samples.node { node in
            node.provisionState = given.state
            node.inMaintenance = true
        }
        try await StorageFixture.withStore(engine) { store in
            try await store.write { try $0.nodes.insert(node) }
            for (isWoken, expected) in [(true, given.isWoken), (false, given.isLate)] {
                var run = Run(
                    node: node.id, kind: given.kind, arguments: [:], plan: Samples.plan, requestedAt: Samples.now,
                    startedAt: Samples.now)
                run.state = .suspended
                run.wakeAt = isWoken ? Samples.now : Samples.now + .seconds(60)
                run.deadline = isWoken ? Samples.now + .seconds(60) : Samples.now
                let suspended = run
                let due = try await store.write { transaction in
                    try transaction.runs.insert(suspended)
                    let lists = try [ProvisionState.allCases.filter(\.pausesInMaintenance), []].map { pauses in
                        try transaction.runs.offers(
                            Samples.now, hardwareTypes: ["fake-hardware"], group: "", pausingIn: pauses, limit: 9
                        ).map(\.id)
                    }
                    try transaction.connection.execute("DELETE FROM run")
                    return lists
                }
                #expect(due[0] == (expected ? [run.id] : []), "woken: \(isWoken)")
                // Where nothing is paused, whoever is woken is due.
                if isWoken { #expect(due[1] == [run.id]) }
            }
        }
    }

    private static func maintain(
        _ node: NodeID, _ isOn: Bool, at moment: Timestamp, _ transaction: Transaction
    ) throws {
        guard var changed = try transaction.nodes.find(node) else { return }
        changed.inMaintenance = isOn
        changed.updatedAt = moment
        try transaction.nodes.update(changed)
    }

    @Test(arguments: StorageEngine.allCases)
    func `a node whose run only a newer version can read is put into maintenance like any other`(
        _ engine: StorageEngine
    ) async throws {
        let node = Samples.node { $0.provisionState = .deployWait }
        let run = Samples.run(node) { $0.state = .suspended }
        try await StorageFixture.withStore(engine) { store in
            let (isSeen, entries) = try await store.write { transaction in
                try transaction.nodes.insert(node)
                try transaction.runs.insert(run)
                try transaction.connection.execute("UPDATE run SET kind = 'provision:fly', plan = 'wings'")
                try Self.maintain(node.id, true, at: Samples.now, transaction)
                #expect(try transaction.runs.isActive(node.id))
                return (
                    try transaction.journal.observe(Observation(.boot, "DHCP"), of: node.id, at: Samples.now),
                    try transaction.journal.entries(run.id).compactMap(\.observation)
                )
            }
            #expect(isSeen)
            #expect(entries.map(\.source) == [.maintenance, .boot])
        }
    }

    @Test(arguments: StorageEngine.allCases)
    func `it has begun when it was set, also where the one before was ended without a date`(
        _ engine: StorageEngine
    ) async throws {
        let (node, later) = (Samples.node(), Samples.now + .seconds(3_600))
        try await StorageFixture.withStore(engine) { store in
            let found = try await store.write { transaction in
                try transaction.nodes.insert(node)
                try Self.maintain(node.id, true, at: Samples.now, transaction)
                // As a process of a version does that knows of no dates.
                try transaction.connection.execute("UPDATE node SET maintenance = 0")
                try Self.maintain(node.id, true, at: later, transaction)
                try Self.maintain(node.id, true, at: later + .seconds(60), transaction)
                return try transaction.nodes.find(node.id)
            }
            #expect(found?.maintenanceSince == later)
        }
    }

    /// Seconds from the beginning of a maintenance of 30 s to that of the wait.
    static let waits = [-60, 0, 20]

    @Test(arguments: StorageEngine.allCases, waits)
    func `its end wakes the run that waits and prolongs its wait by what it has seen, and both are in the journal`(
        _ engine: StorageEngine, _ wait: Int
    ) async throws {
        let node = Samples.node { node in
            node.provisionState = .cleanWait
            node.provisionUpdatedAt = Samples.now + .seconds(wait)
        }
        let run = Samples.run(node) { run in
            run.state = .suspended
            run.wakeAt = Samples.now + .seconds(500)
            run.deadline = Samples.now + .seconds(100)
        }
        try await StorageFixture.withStore(engine) { store in
            try await store.write { transaction in
                try transaction.nodes.insert(node)
                try transaction.runs.insert(run)
                try Self.maintain(node.id, true, at: Samples.now, transaction)
                try Self.maintain(node.id, false, at: Samples.now + .seconds(30), transaction)
            }
            let (after, entries) = try await store.read {
                (try $0.runs.find(run.id), try $0.journal.entries(run.id).compactMap(\.observation))
            }
            #expect(after?.wakeAt == Samples.now + .seconds(30))
            #expect(after?.deadline == Samples.now + .seconds(130 - max(0, wait)))
            #expect(entries.map(\.source) == [.maintenance, .maintenance])
        }
    }
}
