import GRDB

/// SQLite through GRDB: one file in WAL mode with one writer and several readers, or a private database in memory.
struct SQLiteEngine: Engine {
    private let database: DatabaseQueue
    private let writer: SQLiteWriter
    /// Nil in memory, where the one connection reads too.
    private let readers: SQLiteReaders?
    private let door = SQLiteDoor()

    /// Opens or makes the file.
    ///
    /// - Throws: ``StorageError``.
    init(path: String, limits: SQLiteLimits) throws {
        database = try Self.opening(path) {
            var configuration = Self.configuration(limits)
            configuration.journalMode = .wal
            configuration.prepareDatabase { database in
                // What savepoints keep to take back stays in memory, or each of a batch would write a temporary file.
                try database.execute(sql: "PRAGMA temp_store = MEMORY")
                // In KiB where negative; a batch whose pages do not fit is written out twice.
                try database.execute(sql: "PRAGMA cache_size = \(-limits.writerCache / 1024)")
            }
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            if limits.survivesPowerCut {
                // GRDB chooses NORMAL for WAL; this outlives it, as there is one writing connection.
                try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
            }
            return queue
        }
        readers = SQLiteReaders(path: path, configuration: Self.configuration(limits), limits: limits)
        writer = SQLiteWriter(database: database, limits: limits)
    }

    /// A database in memory that ends with the engine.
    init(inMemoryWithin limits: SQLiteLimits) throws {
        database = try Self.opening("in memory") { try DatabaseQueue(configuration: Self.configuration(limits)) }
        readers = nil
        writer = SQLiteWriter(database: database, limits: limits)
    }

    func read<Result: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> Result) async throws -> Result {
        try await naming {
            guard let readers else { return try await readAlone(body) }
            return try await readers.run(.prompt) { try $0.transaction(body) }
        }
    }

    /// On the one connection, where nobody writes meanwhile. GRDB's own way switches writing off and on again, and with
    /// that every prepared statement has to be prepared anew.
    private func readAlone<Result: Sendable>(
        _ body: @escaping @Sendable (any Connection) throws -> Result
    ) async throws -> Result {
        do {
            return try await database.unsafeRead { try body(SQLiteConnection(database: $0, mayWrite: false)) }
        } catch {
            // GRDB breaks off the statement of who is cancelled, which SQLite calls a failure of it.
            try Task.checkCancellation()
            throw error
        }
    }

    func write<Result: Sendable>(
        as priority: Priority, _ body: @escaping @Sendable (any Connection) throws -> Result
    ) async throws -> Result {
        try await naming { try await writer.transaction(as: priority, body) }
    }

    var stampGeneration: UInt64? { writer.changes.generation }

    /// The immediate transaction itself keeps other processes out.
    func migrate(_ body: @escaping @Sendable (any Connection) throws -> Void) async throws {
        try await write(as: .usual, body)
    }

    /// There is one process on the file; its bell is enough.
    func notifyOthers(_ signals: Set<Signal>, _ connection: any Connection) throws {}

    func close() async {
        // Nothing is left to do about a file that does not close: every commit is in it already.
        guard await door.close() else { return }
        await readers?.close()
        try? database.close()
    }

    private static func configuration(_ limits: SQLiteLimits) -> Configuration {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = true
        configuration.busyMode = .timeout(Double(limits.busyTimeout.components.seconds))
        configuration.label = "ingot"
        return configuration
    }

    private static func opening<Opened>(_ path: String, _ body: () throws -> Opened) throws -> Opened {
        do {
            return try body()
        } catch let error as DatabaseError {
            let failure = SQLiteFailure(error)
            let reason = "SQLite could not open \(path): \(failure.words)"
            throw failure.final.isPassing
                ? StorageError.unavailable(reason: reason, retryAfter: .seconds(5)) : .failed(reason: reason)
        }
    }

    private func naming<Result>(_ body: () async throws -> Result) async throws -> Result {
        do {
            return try await door.inside(body)
        } catch let failure as SQLiteFailure {
            throw failure.final
        } catch let error as DatabaseError {
            throw SQLiteFailure(error).final
        } catch let violation as ConstraintViolation {
            throw violation.final
        }
    }
}
