import IngotModel
import IngotTestKit
import Testing

@testable import IngotStorage

struct MigrationTests {
    @Test(arguments: StorageEngine.allCases)
    func `migrating again changes nothing`(_ engine: StorageEngine) async throws {
        let node = Samples.node()
        try await StorageFixture.withStore(engine) { store in
            try await store.write { try $0.nodes.insert(node) }
            try await store.migrate()
            #expect(try await store.read { try $0.nodes.find(node.id) } == node)
        }
    }

    @Test(arguments: StorageEngine.shared)
    func `processes that start together migrate once`(_ engine: StorageEngine) async throws {
        try await StorageFixture.withDatabase(engine) { database in
            try await database.withStore { first in
                try await database.withStore { second in
                    try await withThrowingTaskGroup(of: Void.self) { group in
                        for store in [first, second, first, second] { group.addTask { try await store.migrate() } }
                        try await group.waitForAll()
                    }
                }
                #expect(try await first.read { try $0.nodes.list(NodeQuery()) }.isEmpty)
            }
        }
    }

    @Test(arguments: StorageEngine.allCases)
    func `nodes and ports of the first version are there after the second`(_ engine: StorageEngine) async throws {
        let node = Samples.node { node in
            node.name = "old"
            node.inMaintenance = true
            node.maintenanceSince = node.updatedAt ?? node.createdAt
        }
        let port = Samples.port(node)
        let younger: Set = ["traits", "health", "maintenance_since", "maintenance_by"]
        try await StorageFixture.withDatabase(engine) { database in
            try await database.withStore { store in
                try await store.migrate([.initial], at: Samples.now)
                try await store.write { transaction in
                    let columns = Table.nodes.columns.filter { !younger.contains($0.name) }
                    let old = Table("node", entity: "node", key: ["uuid"], columns: columns, make: Table.nodes.make)
                    try transaction.connection.execute(old.insertion(node))
                    try transaction.connection.execute(Table.ports.insertion(port))
                }
                try await store.migrate()
                #expect(try await store.read { try $0.nodes.list(NodeQuery()) } == [node])
                #expect(try await store.read { try $0.ports.list(PortQuery()) } == [port])
                let updated = try await store.write { transaction in
                    var changed = node
                    changed.traits = ["CUSTOM_A"]
                    return try transaction.nodes.update(changed)
                }
                #expect(try await store.read { try $0.nodes.find(node.id) } == updated)
            }
        }
    }

    @Test(arguments: StorageEngine.allCases)
    func `of runs that are older than the columns for it, nobody knows whose node they were done on`(
        _ engine: StorageEngine
    ) async throws {
        let later = Samples.now + .seconds(60)
        let runs = [Samples.now, later].map { moment in
            var run = Samples.run(Samples.node { $0.owner = "today's" })
            (run.owner, run.lessee, run.startedAt, run.state) = ("today's", "today's", moment, .finished)
            return run
        }
        try await StorageFixture.withDatabase(engine) { database in
            try await database.withStore { store in
                let older = Migration.all.prefix { $0.name != Migration.unknownRunOwners.name }
                try await store.migrate(Array(older), at: later)
                try await store.write { transaction in
                    for run in runs {
                        try transaction.nodes.insert(Node(id: run.node, driver: "x", createdAt: Samples.now))
                        try transaction.runs.insert(run)
                    }
                }
                try await store.migrate()
                let found = try await store.read { transaction in
                    try runs.map { try transaction.runs.find($0.id) }
                }
                #expect(found.map { $0?.owner } == [nil, "today's"])
                #expect(found.map { $0?.lessee } == [nil, "today's"])
            }
        }
    }

    @Test(arguments: StorageEngine.allCases)
    func `a later migration is added to what is there`(_ engine: StorageEngine) async throws {
        let later = Migration("9998-test") { dialect in ["ALTER TABLE node ADD COLUMN colour \(dialect.text)"] }
        let node = Samples.node()
        try await StorageFixture.withStore(engine) { store in
            try await store.write { try $0.nodes.insert(node) }
            try await store.migrate(Migration.all + [later], at: Samples.now)
            #expect(try await store.read { try $0.nodes.find(node.id) } == node)
        }
    }

    @Test(arguments: StorageEngine.allCases)
    func `a newer version's database is refused`(_ engine: StorageEngine) async throws {
        let newer = Migration("9999-newer") { _ in [] }
        try await StorageFixture.withStore(engine) { store in
            try await store.migrate(Migration.all + [newer], at: Samples.now)
            let newest = try #require(Migration.all.last?.name)
            await #expect(throws: StorageError.newerSchema(unknown: ["9999-newer"], newestKnown: newest)) {
                try await store.migrate()
            }
        }
    }

    @Test(arguments: StorageEngine.allCases)
    func `a migration that fails changes nothing`(_ engine: StorageEngine) async throws {
        let broken = Migration("9998-broken") { _ in ["CREATE TABLE half (a BIGINT)", "CREATE TABLE half (a BIGINT)"] }
        let repaired = Migration("9998-repaired") { _ in ["CREATE TABLE half (a BIGINT)"] }
        try await StorageFixture.withStore(engine) { store in
            await #expect(throws: StorageError.self) {
                try await store.migrate(Migration.all + [broken], at: Samples.now)
            }
            try await store.migrate(Migration.all + [repaired], at: Samples.now)
        }
    }

    @Test
    func `migrations are named in their order, each once`() {
        let names = Migration.all.map(\.name)
        #expect(names == Set(names).sorted())
    }
}
