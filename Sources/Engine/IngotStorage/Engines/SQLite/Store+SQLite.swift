import IngotMetrics

extension Store {
    /// The database in one file, for this user alone, which is made when it is missing; call ``migrate()`` next.
    ///
    /// - Throws: ``StorageError/unavailable(reason:retryAfter:)`` when the file cannot be opened or is no database.
    package static func sqlite(
        path: String, limits: SQLiteLimits = SQLiteLimits(), meters: Meters = .none, states: StateMeter = .none
    ) throws -> Store {
        try SQLiteFiles.makePrivate(path)
        return Store(engine: MeasuredEngine(try SQLiteEngine(path: path, limits: limits), meters), states: states)
    }

    /// A private database in memory, which ends with the store; call ``migrate()`` next.
    package static func inMemory() throws -> Store {
        Store(engine: try SQLiteEngine(inMemoryWithin: SQLiteLimits()))
    }
}
