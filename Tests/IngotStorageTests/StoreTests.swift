import AsyncToolkit
import IngotModel
import IngotTestKit
import Testing

@testable import IngotStorage

struct StoreTests {
    private struct Refused: Error {}

    @Test(arguments: StorageEngine.allCases)
    func `a body that throws leaves nothing behind`(_ engine: StorageEngine) async throws {
        let node = Samples.node()
        try await StorageFixture.withStore(engine) { store throws in
            let rings = store.bell.rings
            await #expect(throws: Refused.self) {
                try await store.write { transaction in
                    try transaction.nodes.insert(node)
                    transaction.ringAfterCommit()
                    throw Refused()
                }
            }
            #expect(try await store.read { try $0.nodes.find(node.id) } == nil)
            if engine != .postgreSQL { #expect(store.bell.rings == rings) }
        }
    }

    @Test(arguments: StorageEngine.allCases)
    func `a transaction in which a statement failed does not commit`(_ engine: StorageEngine) async throws {
        let (first, second) = (Samples.node { $0.name = "a" }, Samples.node { $0.name = "a" })
        try await StorageFixture.withStore(engine) { store throws in
            await #expect(throws: StorageError.wentOnAfterFailure) {
                try await store.write { transaction in
                    try transaction.nodes.insert(first)
                    try? transaction.nodes.insert(second)
                }
            }
            #expect(try await store.read { try $0.nodes.list(NodeQuery()) }.isEmpty)
        }
    }

    @Test(arguments: StorageEngine.allCases)
    func `the bell rings after the commit`(_ engine: StorageEngine) async throws {
        let node = Samples.node()
        try await StorageFixture.withStore(engine) { store in
            let rings = store.bell.rings
            try await store.write { transaction in
                try transaction.nodes.insert(node)
                transaction.ringAfterCommit()
            }
            #expect(store.bell.rings > rings)
        }
    }

    @Test
    func `on PostgreSQL the bell is heard by other processes`() async throws {
        try await StorageFixture.withDatabase(.postgreSQL) { database in
            try await database.withStore { store in
                try await store.migrate()
                try await database.withStore { other in
                    // The first ring says that the listener is there.
                    await other.bell.wait(after: 0)
                    let rings = other.bell.rings
                    try await store.write { $0.ringAfterCommit() }
                    await other.bell.wait(after: rings)
                    #expect(other.bell.rings > rings)
                }
            }
        }
    }

    @Test(arguments: StorageEngine.shared)
    func `what was written is there for whoever opens the database next`(_ engine: StorageEngine) async throws {
        let node = Samples.fullNode()
        try await StorageFixture.withDatabase(engine) { database in
            try await database.withStore { store in
                try await store.migrate()
                try await store.write { transaction in
                    try transaction.chassis.insert(Samples.chassis)
                    try transaction.nodes.insert(node)
                }
            }
            try await database.withStore { store in
                try await store.migrate()
                #expect(try await store.read { try $0.nodes.find(node.id) } == node)
            }
        }
    }

    @Test(arguments: StorageEngine.allCases)
    func `a closed store says so`(_ engine: StorageEngine) async throws {
        try await StorageFixture.withDatabase(engine) { database in
            let store = try database.open()
            await store.close()
            await store.close()
            let error = await #expect(throws: StorageError.self) { try await store.read { try $0.conductors.list() } }
            #expect(error?.description.contains("closed") == true)
        }
    }

    @Test(arguments: StorageEngine.shared)
    func `many readers and writers in two processes lose no change`(_ engine: StorageEngine) async throws {
        let node = Samples.node()
        try await StorageFixture.withDatabase(engine) { database in
            try await database.withStore { first in
                try await first.migrate()
                try await first.write { try $0.nodes.insert(node) }
                try await database.withStore { second in
                    try await withThrowingTaskGroup(of: Void.self) { group in
                        for number in 0..<40 {
                            let store = number % 2 == 0 ? first : second
                            group.addTask { try await Self.increment(node.id, in: store) }
                        }
                        try await group.waitForAll()
                    }
                }
                #expect(try await first.read { try $0.nodes.find(node.id) }?.revision == 40)
            }
        }
    }

    /// Repeats until nobody else was first, as callers do.
    private static func increment(_ id: NodeID, in store: Store) async throws {
        while true {
            do {
                try await store.write { transaction in
                    guard let node = try transaction.nodes.find(id) else { return }
                    _ = try transaction.nodes.update(node)
                }
                return
            } catch StorageError.conflict {
                continue
            }
        }
    }
}
