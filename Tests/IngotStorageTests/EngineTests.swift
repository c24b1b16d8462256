import Foundation
import IngotModel
import IngotTestKit
import Testing

@testable import IngotStorage

/// What only one of the engines can do, or fail to do.
struct EngineTests {
    @Test
    func `a file that is no database is refused by name`() throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("ingot-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Data(repeating: 7, count: 8192).write(to: URL(fileURLWithPath: path))
        let error = #expect(throws: StorageError.self) { try Store.sqlite(path: path) }
        #expect(error?.description.contains(path) == true)
    }

    @Test
    func `statements of ever other shapes do not pile up in memory`() async throws {
        var limits = SQLiteLimits()
        limits.statementMemory = 256 << 10
        let engine = try SQLiteEngine(inMemoryWithin: limits)
        var largest = 0
        for number in 1...1_024 {
            let list = SQL.joined((1...40).map { "\($0) AS \(identifier: "column_\(number)_\($0)")" }, by: ", ")
            let memory = try await engine.write { connection -> Int in
                _ = try connection.rows("SELECT \(list)")
                return (connection as? SQLiteConnection)?.statementMemory ?? .max
            }
            largest = max(largest, memory)
        }
        #expect(largest < 8 << 20)
        await engine.close()
    }

    @Test
    func `a write that finds too many before it is refused`() async throws {
        var limits = SQLiteLimits()
        limits.queueLength = 0
        let engine = try SQLiteEngine(inMemoryWithin: limits)
        let error = await #expect(throws: StorageError.self) {
            _ = try await engine.write { try $0.rows("SELECT 1 AS one").count }
        }
        await engine.close()
        guard case .busy? = error else {
            Issue.record("not busy: \(String(describing: error))")
            return
        }
        #expect(error?.isAbsence == false && error?.isPassing == true)
    }

    @Test
    func `a connection string that cannot be read is not shown`() throws {
        let error = #expect(throws: StorageError.self) {
            try Store.postgreSQL(Secret("host=localhost pass word=hunter2"))
        }
        #expect(error?.description.contains("hunter2") == false)
    }

    @Test
    func `a server that is away is unavailable, and asked again only after a pause`() async throws {
        let store = try Store.postgreSQL(Secret("host=/nonexistent dbname=ingot"), connections: 1)
        let first = await #expect(throws: StorageError.self) { try await store.read { try $0.conductors.list() } }
        let second = await #expect(throws: StorageError.self) { try await store.read { try $0.conductors.list() } }
        await store.close()
        for error in [first, second] {
            guard case .unavailable(let reason, _)? = error else {
                Issue.record("not unavailable: \(String(describing: error))")
                continue
            }
            #expect(reason.contains("/nonexistent"))
        }
    }

    @Test
    func `a connection that the server ended is made anew`() async throws {
        try await StorageFixture.withDatabase(.postgreSQL) { database in
            guard case .postgreSQL(let connection) = database else { return }
            let executioner = PostgreSQLPool(try PostgreSQLAddress(connection, limits: PostgreSQLLimits()), threads: 1)
            try await database.withStore { store in
                try await store.migrate()
                for _ in 1...6 { _ = try await store.read { try $0.conductors.list() } }
                let ended = try await executioner.run(.usual) { worker in
                    try worker.transaction(.write) { connection in
                        try connection.rows(
                            """
                            SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                            WHERE datname = current_database() AND pid <> pg_backend_pid()
                            """
                        ).count
                    }
                }
                #expect(ended > 0)
                for _ in 1...6 { _ = try await store.read { try $0.conductors.list() } }
            }
            await executioner.close()
        }
    }

    @Test(arguments: [1, 2, 100])
    func `statements travel together, however few of them a connection keeps prepared`(_ capacity: Int) async throws {
        try await Self.withConnection({ $0.preparedStatements = capacity }) { pool in
            for _ in 1...3 {
                let numbers = try await pool.run(.usual) { worker in
                    try worker.transaction(.write) { connection in
                        let one = try connection.rows("SELECT 1 AS number")
                        try connection.postpone("SELECT pg_advisory_xact_lock(\(1)) AS lock")
                        try connection.postpone("SELECT pg_advisory_xact_lock(\(1), \(2)) AS lock")
                        return try (one + connection.rows("SELECT \(2) + 0 AS number")).map { $0["number"] }
                    }
                }
                #expect(numbers == [.integer(1), .integer(2)])
            }
        }
    }

    @Test
    func `a statement that came first behind a failure that nobody heeded is of use later`() async throws {
        try await Self.withConnection({ _ in }) { pool in
            let one: SQL = "SELECT 1 AS number"
            let error = await #expect(throws: StorageError.self) {
                try await pool.run(.usual) { worker in
                    try worker.transaction(.write) { connection in
                        _ = try? connection.rows("SELECT nonsense")
                        _ = try? connection.rows(one)
                    }
                }
            }
            #expect(error == .wentOnAfterFailure)
            for beginning in [PostgreSQLWorker.Beginning.read, .write] {
                let number = try await pool.run(.usual) { worker in
                    try worker.transaction(beginning) { try $0.rows(one).first?["number"] }
                }
                #expect(number == .integer(1))
            }
        }
    }

    /// A pool of one connection to an empty database.
    private static func withConnection(
        _ change: @escaping @Sendable (inout PostgreSQLLimits) -> Void,
        _ body: @escaping @Sendable (PostgreSQLPool) async throws -> Void
    ) async throws {
        try await StorageFixture.withDatabase(.postgreSQL) { database in
            guard case .postgreSQL(let connection) = database else { return }
            var limits = PostgreSQLLimits()
            change(&limits)
            let pool = PostgreSQLPool(try PostgreSQLAddress(connection, limits: limits), threads: 1)
            try await body(pool)
            await pool.close()
        }
    }

    @Test
    func `a statement beyond its time is unavailable, and the connection stays of use`() async throws {
        try await Self.withConnection({ $0.statementTimeout = .seconds(3) }) { pool in
            let error = await #expect(throws: StorageError.self) {
                try await pool.run(.usual) { worker in
                    try worker.transaction(.write) { _ = try $0.rows("SELECT pg_sleep(\(10))") }
                }
            }
            #expect(error?.description.contains("statement timeout") == true)
            let one = try await pool.run(.usual) { worker in
                try worker.transaction(.write) { try $0.rows("SELECT 1 AS one").first?["one"] }
            }
            #expect(one == .integer(1))
        }
    }

    @Test(arguments: [(3, "1"), (30, "10"), (1, "1")])
    func `a host that is gone is noticed in time, whether something was sent to it or not`(
        _ seconds: Int, _ third: String
    ) throws {
        var limits = PostgreSQLLimits()
        limits.silenceTimeout = .seconds(seconds)
        let address = try PostgreSQLAddress(Secret("host=192.0.2.1"), limits: limits)
        let parameters = Dictionary(uniqueKeysWithValues: address.parameters.map { ($0.keyword, $0.value) })
        #expect(parameters["tcp_user_timeout"] == "\(seconds)000")
        #expect(parameters["keepalives_idle"] == third && parameters["keepalives_interval"] == third)
        #expect(parameters["keepalives_count"] == "2")
    }

    @Test
    func `the server ends a transaction that does nothing for some seconds`() async throws {
        try await StorageFixture.withDatabase(.postgreSQL) { database in
            guard case .postgreSQL(let connection) = database else { return }
            let pool = PostgreSQLPool(try PostgreSQLAddress(connection, limits: PostgreSQLLimits()), threads: 1)
            let limit = try await pool.run(.usual) { worker in
                try worker.transaction(.read) { connection in
                    try connection.rows("SELECT current_setting('idle_in_transaction_session_timeout') AS idle")
                        .first?["idle"]
                }
            }
            #expect(limit == .text("5s"))
            await pool.close()
        }
    }

    @Test
    func `a full queue refuses at once`() async throws {
        var limits = PostgreSQLLimits()
        limits.queueLength = 0
        let address = try PostgreSQLAddress(Secret("dbname=ingot"), limits: limits)
        let pool = PostgreSQLPool(address, threads: 1)
        await #expect(throws: StorageError.self) { try await pool.run(.usual) { _ in 1 } }
        await pool.close()
    }

    @Test(arguments: [
        ("40001", true, false), ("40P01", true, false), ("57P01", false, true), ("08006", false, true),
        ("23514", false, false),
    ])
    func `the server's codes say whether to repeat and whether to connect anew`(
        _ code: String, _ isContention: Bool, _ isDisconnection: Bool
    ) {
        let failure = PostgreSQLFailure(sqlState: code, message: "m")
        #expect(failure.isContention == isContention)
        #expect(failure.isDisconnection == isDisconnection)
    }

    /// Whoever asks again is told whether the database is away or others were in the way.
    @Test(arguments: [("55P03", true), ("40001", true), ("40P01", true), ("57014", false), ("08006", false)])
    func `a server whose other transactions are in the way is busy, not away`(_ code: String, _ isBusy: Bool) {
        switch PostgreSQLFailure(sqlState: code, message: "m").final {
        case .busy: #expect(isBusy)
        case .unavailable: #expect(!isBusy)
        default: Issue.record("it passes by")
        }
    }

    @Test
    func `values never become part of a statement`() throws {
        let name = "x'; DROP TABLE node; --"
        let statement: SQL =
            "SELECT \(identifier: "a\"b") FROM node WHERE name = \(name) AND uuid IN \(list: ["1", "2", "3"])"
        let (text, values) = try statement.rendered { "$\($0)" }
        #expect(text == "SELECT \"a\"\"b\" FROM node WHERE name = $1 AND uuid IN ($2, $3, $4, $5)")
        #expect(values == [.text(name), .text("1"), .text("2"), .text("3"), .text("3")])
    }
}
