import IngotModel
import IngotTestKit
import Testing

@testable import IngotStorage

struct EventTests {
    @Test(arguments: StorageEngine.allCases)
    func `what changes about a node is told once, to whom it belongs`(_ engine: StorageEngine) async throws {
        let node = Samples.node { node in
            node.name = "alpha"
            node.owner = "p"
        }
        let changes: [@Sendable (inout Node) -> Void] = [
            { $0.provisionState = .manageable },
            { $0.extra = ["untold": true] },
            { $0.powerState = .on },
            { node in
                node.inMaintenance = true
                node.lessee = "q"
            },
            { node in
                node.instanceID = NodeID.random().text
                node.targetProvisionState = .active
            },
        ]
        try await StorageFixture.withStore(engine) { store in
            try await store.write { try $0.nodes.insert(node) }
            for change in changes {
                try await store.write { transaction in
                    guard var node = try transaction.nodes.find(node.id) else { return }
                    change(&node)
                    node.updatedAt = Samples.now
                    try transaction.nodes.update(node)
                }
            }
            try await store.write { try $0.nodes.delete(node.id) }
            let events = try await store.read { try $0.events.after(0, limit: 100) }
            let kinds: [Event.Kind] = [
                .nodeCreated, .nodeState, .nodePower, .nodeMaintenance, .nodeState, .nodeInstance, .nodeDeleted,
            ]
            #expect(events.map(\.kind) == kinds)
            #expect(events.map(\.sequence) == events.map(\.sequence).sorted())
            #expect(events.allSatisfy { $0.node == node.id && $0.owner == "p" })
            #expect(events.map(\.lessee) == [nil, nil, nil, "q", "q", "q", "q"])
            #expect(events[1].body["provision_state"] == "manageable")
            #expect(events[2].body["power_state"] == "power on")
            #expect(events[3].body["maintenance"] == true)
            #expect(events[3].at == Samples.now)
        }
    }

    @Test(arguments: StorageEngine.allCases)
    func `the stream is read from anywhere on, by node and by project`(_ engine: StorageEngine) async throws {
        let (mine, other) = (Samples.node { $0.owner = "p" }, Samples.node { $0.lessee = "q" })
        try await StorageFixture.withStore(engine) { store in
            #expect(try await store.read { try ($0.events.first(), $0.events.last()) } == (0, 0))
            try await store.write { try $0.nodes.insert(mine) }
            try await store.write { try $0.nodes.insert(other) }
            try await store.read { transaction throws in
                let events = try transaction.events.after(0, limit: 10)
                #expect(events.count == 2)
                #expect(try transaction.events.after(events[0].sequence, limit: 10) == [events[1]])
                #expect(try transaction.events.after(0, limit: 1) == [events[0]])
                #expect(try transaction.events.after(0, limit: 10, node: other.id) == [events[1]])
                #expect(try transaction.events.after(0, limit: 10, project: "p") == [events[0]])
                #expect(try transaction.events.after(0, limit: 10, node: mine.id, project: "q").isEmpty)
                #expect(try transaction.events.first() == events[0].sequence)
                #expect(try transaction.events.last() == events[1].sequence)
            }
            let last = try await store.read { try $0.events.last() }
            #expect(try await store.write { try $0.events.prune(before: Samples.now + .seconds(1), limit: 10) } == 1)
            try await store.write { try $0.nodes.insert(Samples.node()) }
            let rest = try await store.read { try $0.events.after(last, limit: 10) }
            #expect(rest.count == 1 && rest[0].sequence > last)
        }
    }

    @Test(arguments: StorageEngine.allCases)
    func `journal entries are told too, without their tickets`(_ engine: StorageEngine) async throws {
        try await StorageFixture.withStore(engine) { store in
            let (node, run) = try await store.write { transaction in
                let (node, lease) = try transaction.heldNode()
                let run = Samples.run(node)
                try transaction.runs.insert(run)
                try transaction.journal.append(
                    run.id, kind: .suspended, at: Samples.now, stepIndex: 2, ticket: ["token": "s3cret"],
                    detail: "waits for the agent", under: lease)
                return (node, run)
            }
            let event = try #require(try await store.read { try $0.events.after(0, limit: 10) }.last)
            #expect(event.kind == .timeline)
            #expect(event.node == node.id)
            let body: JSONValue = [
                "run": .string(run.id.text), "sequence": 1, "kind": "suspended", "step_index": 2,
                "detail": "waits for the agent",
            ]
            #expect(event.body == body)
        }
    }

    @Test(arguments: StorageEngine.allCases)
    func `the end of a run is told once, to whom its node belongs`(_ engine: StorageEngine) async throws {
        try await StorageFixture.withStore(engine) { store in
            let run = try await store.write { transaction in
                var (node, lease) = try transaction.heldNode()
                node.owner = "p"
                node = try transaction.nodes.update(node)
                var run = Samples.run(node)
                try transaction.runs.insert(run)
                run.state = .suspended
                try transaction.runs.update(run, under: lease)
                run.state = .failed
                run.finishedAt = run.startedAt + .seconds(90)
                try transaction.runs.update(run, under: lease)
                return run
            }
            let told = try await store.read { try $0.events.after(0, limit: 10) }.filter { $0.kind == .runEnded }
            let event = try #require(told.first)
            #expect(told.count == 1)
            #expect(event.at == run.finishedAt && event.node == run.node && event.owner == "p")
            #expect(
                event.body == [
                    "run": .string(run.id.text), "verb": .string(run.plan.verb), "state": "failed",
                    "duration_seconds": 90.0,
                ])
        }
    }

    @Test(arguments: StorageEngine.allCases)
    func `a transaction that fails tells nothing and rings nothing`(_ engine: StorageEngine) async throws {
        struct Stop: Error {}
        try await StorageFixture.withStore(engine) { store in
            // Whoever begins to listen to others rings once, as it does not know what it has missed.
            if engine == .postgreSQL { await store.eventBell.wait(after: 0) }
            let rings = store.eventBell.rings
            await #expect(throws: Stop.self) {
                try await store.write { transaction in
                    try transaction.nodes.insert(Samples.node())
                    throw Stop()
                }
            }
            #expect(try await store.read { try $0.events.last() } == 0)
            try await store.write { _ = try $0.conductors.list() }
            #expect(store.eventBell.rings == rings)
            try await store.write { try $0.nodes.insert(Samples.node()) }
            #expect(store.eventBell.rings > rings)
        }
    }

    @Test
    func `another process's event rings the bell for events, and not that for work`() async throws {
        try await StorageFixture.withDatabase(.postgreSQL) { database in
            try await database.withStore { store in
                try await store.migrate()
                try await database.withStore { other in
                    // The first ring says that the listener is there.
                    await other.eventBell.wait(after: 0)
                    let (rings, work) = (other.eventBell.rings, other.bell.rings)
                    try await store.write { try $0.nodes.insert(Samples.node()) }
                    await other.eventBell.wait(after: rings)
                    #expect(other.bell.rings == work)
                }
            }
        }
    }

    /// The danger is a writer who was given a low sequence and commits after one with a higher.
    @Test(arguments: StorageEngine.shared)
    func `a reader who follows the stream misses nothing that several writers commit`(
        _ engine: StorageEngine
    ) async throws {
        let (writers, each) = (6, 15)
        try await StorageFixture.withDatabase(engine) { database in
            try await database.withStore { first in
                try await first.migrate()
                try await database.withStore { second in
                    try await withThrowingTaskGroup(of: Void.self) { group in
                        for writer in 0..<writers {
                            let store = writer % 2 == 0 ? first : second
                            group.addTask {
                                for _ in 0..<each { try await store.write { try $0.nodes.insert(Samples.node()) } }
                            }
                        }
                        var seen: [Int64] = []
                        while seen.count < writers * each {
                            let rings = first.eventBell.rings
                            let last = seen.last ?? 0
                            let news = try await first.read { try $0.events.after(last, limit: 7) }
                            seen += news.map(\.sequence)
                            if news.isEmpty, engine == .postgreSQL { await first.eventBell.wait(after: rings) }
                        }
                        try await group.waitForAll()
                        let all = try await first.read { try $0.events.after(0, limit: 1000) }.map(\.sequence)
                        #expect(seen == all)
                        #expect(all.count == writers * each)
                    }
                }
            }
        }
    }
}
