/// The databases on which the storage must behave alike; the arguments of its conformance suite.
package enum StorageEngine: String, Sendable, Hashable, CaseIterable {
    case sqlite = "SQLite file"
    case inMemory = "SQLite in memory"
    case postgreSQL = "PostgreSQL"

    /// The engines on which two stores can open the same database, as two processes do.
    package static let shared: [StorageEngine] = [.sqlite, .postgreSQL]
}
