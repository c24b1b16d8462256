import AsyncToolkit
import IngotModel
import Logging

/// PostgreSQL through libpq: a pool of threads with a connection each, and one more that listens.
struct PostgreSQLEngine: Engine {
    private let pool: PostgreSQLPool
    private let listener: PostgreSQLListener
    private let limits: PostgreSQLLimits
    /// Tells this process's notifications from those of others.
    private let ownName: String

    init(_ address: PostgreSQLAddress, connections: Int, bells: Bells, logger: Logger) {
        limits = address.limits
        ownName = Identifier<Store>.random().text
        pool = PostgreSQLPool(address, threads: connections)
        listener = PostgreSQLListener(address, ownName: ownName, bells: bells, logger: logger)
    }

    func read<Result: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> Result) async throws -> Result {
        try await pool.run(.prompt) { try $0.transaction(.read, body) }
    }

    func write<Result: Sendable>(
        as priority: Priority, _ body: @escaping @Sendable (any Connection) throws -> Result
    ) async throws -> Result {
        try await pool.run(priority) { try $0.transaction(.write, body) }
    }

    func migrate(_ body: @escaping @Sendable (any Connection) throws -> Void) async throws {
        let limits = limits
        try await pool.run(.usual) { worker in
            try worker.transaction(.write) { connection in
                let usual = connection.link.answerTimeout
                defer { connection.link.answerTimeout = usual }
                connection.link.answerTimeout = limits.migrationTimeout + limits.answerGrace
                let limit = limits.migrationTimeout.milliseconds
                for name in ["statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout"] {
                    try connection.execute(SQL(parts: [.text("SET LOCAL \(name) = \(limit)")]))
                }
                _ = try connection.rows("SELECT pg_advisory_xact_lock(\(Self.migrationLock))")
                try body(connection)
            }
        }
    }

    func notifyOthers(_ signals: Set<Signal>, _ connection: any Connection) throws {
        guard !signals.isEmpty else { return }
        let calls = signals.map { signal -> SQL in
            "pg_notify(\(PostgreSQLListener.channel), \(PostgreSQLListener.payload(signal, from: ownName)))"
        }
        try connection.postpone("SELECT \(SQL.joined(calls, by: ", "))")
    }

    func close() async {
        await listener.close()
        await pool.close()
    }

    /// The advisory lock that one process at a time holds while it migrates: "ingot" in ASCII.
    private static let migrationLock: Int64 = 0x69_6E67_6F74
}
