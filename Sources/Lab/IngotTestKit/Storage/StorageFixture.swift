import Foundation
import IngotModel
import IngotStorage

/// Databases for tests: each its own, empty at first, gone afterwards whatever happens.
package enum StorageFixture {
    /// Runs a body with a migrated store on a database of its own.
    @discardableResult
    package static func withStore<Value>(
        _ engine: StorageEngine, _ body: (Store) async throws -> Value
    ) async throws -> Value {
        try await withDatabase(engine) { database in
            try await database.withStore { store in
                try await store.migrate()
                return try await body(store)
            }
        }
    }

    /// Runs a body with an empty database, which it may open several times (except in memory).
    @discardableResult
    package static func withDatabase<Value>(
        _ engine: StorageEngine, _ body: (StorageDatabase) async throws -> Value
    ) async throws -> Value {
        switch engine {
        case .inMemory: return try await body(.inMemory)
        case .sqlite:
            let directory = FileManager.default.temporaryDirectory
                .appendingPathComponent("ingot-test-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(at: directory) }
            return try await body(.sqlite(path: directory.appendingPathComponent("ingot.sqlite").path))
        case .postgreSQL:
            let server = try await PrivatePostgreSQL.shared()
            let name = "test_" + UUID().uuidString.lowercased().filter { $0 != "-" }
            try await server.createDatabase(name)
            return try await cleaning {
                try await body(.postgreSQL(server.connectionString(to: name)))
            } afterwards: {
                try await server.dropDatabase(name)
            }
        }
    }
}

/// Runs a body and, whatever becomes of it, what cleans up after it; the body's error comes first.
func cleaning<Value>(
    _ body: () async throws -> Value, afterwards: () async throws -> Void
) async throws -> Value {
    let value: Value
    do {
        value = try await body()
    } catch {
        try? await afterwards()
        throw error
    }
    try await afterwards()
    return value
}
