import IngotModel
import IngotStorage

/// A database of a test, to be opened once or more.
package enum StorageDatabase: Sendable {
    case sqlite(path: String)
    case inMemory
    case postgreSQL(Secret)

    /// A new store on the database; the caller closes it.
    package func open() throws -> Store {
        switch self {
        case .sqlite(let path): try Store.sqlite(path: path)
        case .inMemory: try Store.inMemory()
        case .postgreSQL(let connection): try Store.postgreSQL(connection, connections: 3, limits: Self.patience)
        }
    }

    /// A machine that has much else to do fails no test.
    private static var patience: PostgreSQLLimits {
        var limits = PostgreSQLLimits()
        limits.connectTimeout = .seconds(120)
        limits.statementTimeout = .seconds(120)
        limits.lockTimeout = .seconds(120)
        limits.idleTimeout = .seconds(120)
        limits.queueTimeout = .seconds(120)
        return limits
    }

    /// Runs a body with a new store, and closes it.
    @discardableResult
    package func withStore<Value>(_ body: (Store) async throws -> Value) async throws -> Value {
        let store = try open()
        return try await cleaning {
            try await body(store)
        } afterwards: {
            await store.close()
        }
    }
}
