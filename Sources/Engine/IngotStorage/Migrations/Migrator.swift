import IngotModel

/// Brings a schema up to date inside one write transaction, which the engine has made exclusive.
struct Migrator {
    let connection: any Connection
    let migrations: [Migration]

    /// Applies what is missing.
    ///
    /// - Throws: ``StorageError/newerSchema(unknown:newestKnown:)`` when the database knows migrations that we do not.
    func run(at now: Timestamp) throws {
        try connection.execute(SQL(parts: [.text(Self.history(connection.dialect))]))
        let applied = Set(
            try connection.rows("SELECT name FROM schema_migration").map { row -> String in
                try row.value("name", in: "schema_migration")
            })
        let unknown = applied.subtracting(migrations.map(\.name))
        guard unknown.isEmpty else {
            throw StorageError.newerSchema(unknown: unknown.sorted(), newestKnown: migrations.last?.name ?? "none")
        }
        for migration in migrations where !applied.contains(migration.name) { try apply(migration, at: now) }
    }

    private func apply(_ migration: Migration, at now: Timestamp) throws {
        for statement in migration.statements(connection.dialect) {
            try connection.execute(SQL(parts: [.text(statement)]))
        }
        try connection.execute(
            "INSERT INTO schema_migration (name, applied_at) VALUES (\(migration.name), \(now))")
    }

    private static func history(_ dialect: Dialect) -> String {
        """
        CREATE TABLE IF NOT EXISTS schema_migration (
            name \(dialect.text) NOT NULL PRIMARY KEY,
            applied_at BIGINT NOT NULL
        )
        """
    }
}
