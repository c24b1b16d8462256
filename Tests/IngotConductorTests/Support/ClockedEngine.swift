import IngotModel

@testable import IngotStorage

/// A database on another host, with a clock of its own.
struct ClockedEngine: Engine {
    let engine: any Engine
    let clock: any WallClock

    func read<Result: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> Result) async throws -> Result {
        try await engine.read { try body(ClockedConnection(base: $0, clock: clock)) }
    }

    func write<Result: Sendable>(
        as priority: Priority, _ body: @escaping @Sendable (any Connection) throws -> Result
    ) async throws -> Result {
        try await engine.write(as: priority) { try body(ClockedConnection(base: $0, clock: clock)) }
    }

    func migrate(_ body: @escaping @Sendable (any Connection) throws -> Void) async throws {
        try await engine.migrate(body)
    }
    func notifyOthers(_ signals: Set<Signal>, _ connection: any Connection) throws {
        try engine.notifyOthers(signals, connection)
    }
    func close() async {}
}

private struct ClockedConnection: Connection {
    let base: any Connection
    let clock: any WallClock

    var dialect: Dialect {
        var dialect = base.dialect
        dialect.clock = "SELECT \(clock.now) AS moment"
        return dialect
    }

    func rows(_ sql: SQL) throws -> [Row] { try base.rows(sql) }
    func execute(_ sql: SQL) throws -> Int { try base.execute(sql) }
    func postpone(_ sql: SQL) throws { try base.postpone(sql) }
}
