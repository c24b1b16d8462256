import IngotModel
import IngotTestKit
import Testing

@testable import IngotStorage

struct LeaseTests {
    private static func acquire(
        _ node: Node, by holder: String, _ incarnation: String = "a", at moment: Timestamp, in store: Store
    ) async throws -> Lease? {
        try await store.write { transaction in
            try transaction.leases.acquire(
                node.id, holder: holder, incarnation: incarnation, purpose: "power:rebooting", now: moment,
                duration: .seconds(60))
        }
    }

    @Test(arguments: StorageEngine.allCases)
    func `a lease excludes everybody until it ends, and its fence only grows`(_ engine: StorageEngine) async throws {
        try await StorageFixture.withStore(engine) { store in
            let (node, first) = try await store.write { try $0.heldNode() }
            #expect(first.fence == 1)
            #expect(try await store.read { try $0.leases.find(node.id) } == first)
            #expect(try await Self.acquire(node, by: "host-2", at: Samples.now, in: store) == nil)
            #expect(try await Self.acquire(node, by: "host-1", at: Samples.now, in: store) == nil)

            let renewed = try await store.write { try $0.leases.renew(first, until: Samples.now + .seconds(90)) }
            #expect(try await Self.acquire(node, by: "host-2", at: Samples.now + .seconds(89), in: store) == nil)
            #expect(try await store.read { try $0.leases.expired(before: Samples.now + .seconds(91)) } == [renewed])

            let later = Samples.now + .seconds(90)
            let second = try #require(try await Self.acquire(node, by: "host-2", at: later, in: store))
            #expect(second.fence == 2)
            try await store.write { try $0.leases.release(second) }
            #expect(try await store.read { try $0.leases.find(node.id) } == nil)
            #expect(try await store.read { try $0.leases.find([node.id]) }.isEmpty)

            let third = try #require(try await Self.acquire(node, by: "host-1", at: later, in: store))
            #expect(third.fence == 3)
            #expect(try await store.read { try $0.leases.find([node.id]) } == [node.id: third])
        }
    }

    @Test(arguments: StorageEngine.allCases)
    func `a late writer writes nothing`(_ engine: StorageEngine) async throws {
        try await StorageFixture.withStore(engine) { store in
            let (node, old, run) = try await store.write { transaction in
                let (node, lease) = try transaction.heldNode()
                let run = Samples.run(node)
                try transaction.runs.insert(run)
                return (node, lease, run)
            }
            let later = Samples.now + .seconds(61)
            _ = try #require(try await Self.acquire(node, by: "host-1", "b", at: later, in: store))

            let lost = LeaseLost(node: node.id, fence: 1)
            await #expect(throws: lost) {
                try await store.write { transaction in
                    var moved = run
                    moved.position = 1
                    try transaction.runs.update(moved, under: old)
                }
            }
            await #expect(throws: lost) {
                try await store.write { try $0.journal.append(run.id, kind: .finished, at: later, under: old) }
            }
            await #expect(throws: lost) { try await store.write { try $0.leases.renew(old, until: later) } }
            await #expect(throws: lost) { try await store.write { try $0.leases.check(old) } }
            try await store.write { try $0.leases.release(old) }

            #expect(try await store.read { try $0.leases.find(node.id) }?.fence == 2)
            #expect(try await store.read { try $0.runs.find(run.id) }?.position == 0)
            #expect(try await store.read { try $0.journal.entries(run.id) }.isEmpty)
        }
    }

    @Test(arguments: StorageEngine.allCases)
    func `of many conductors at once one gets the lease`(_ engine: StorageEngine) async throws {
        let node = Samples.node()
        try await StorageFixture.withStore(engine) { store in
            try await store.write { try $0.nodes.insert(node) }
            let leases = try await withThrowingTaskGroup(of: Lease?.self) { group in
                for number in 1...8 {
                    group.addTask { try await Self.acquire(node, by: "host-\(number)", at: Samples.now, in: store) }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(leases.compactMap { $0 }.count == 1)
        }
    }

    @Test(arguments: StorageEngine.allCases)
    func `a conductor that starts again lets go of what its earlier life held`(_ engine: StorageEngine) async throws {
        try await StorageFixture.withStore(engine) { store in
            let (node, lease) = try await store.write { try $0.heldNode() }
            let (other, _) = try await store.write { try $0.heldNode() }
            _ = try await store.write { try $0.leases.renew(lease, until: Samples.now + .seconds(5)) }
            #expect(try await store.write { try $0.leases.releaseAll(of: "host-1", exceptIncarnation: "a") }.isEmpty)
            let released = try await store.write { try $0.leases.releaseAll(of: "host-1", exceptIncarnation: "b") }
            #expect(Set(released) == [node.id, other.id])
            #expect(try await Self.acquire(node, by: "host-2", at: Samples.now, in: store)?.fence == 2)
        }
    }

    @Test(arguments: StorageEngine.allCases)
    func `there is no lease on a node that is not there`(_ engine: StorageEngine) async throws {
        try await StorageFixture.withStore(engine) { store in
            await #expect(throws: StorageError.dangling(entity: "lease")) {
                try await Self.acquire(Samples.node(), by: "host-1", at: Samples.now, in: store)
            }
        }
    }
}
