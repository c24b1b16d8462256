import AsyncToolkit
import IngotMetrics
import IngotModel

/// The database of one Ingot, SQLite or PostgreSQL.
///
/// Everything durable goes through here: ``read(_:)`` and ``write(_:)`` hand a ``Transaction`` with the repositories to
/// a synchronous closure. Nothing else can be awaited while a transaction is open, and no cooperative thread waits for
/// the database.
///
/// How durable a write is does not depend on what is written: requests, journal, leases, heartbeats and operators'
/// changes are all confirmed alike, once ``write(_:)`` returns.
///
/// | what happens | SQLite | PostgreSQL |
/// |---|---|---|
/// | `kill -9` of Ingot | nothing that was confirmed is lost | the same |
/// | a power cut | nothing that was confirmed is lost: the log was synchronized with the disk (`synchronous=FULL`) | as its `synchronous_commit` and `fsync` say; by default nothing |
/// | a power cut with ``SQLiteLimits/survivesPowerCut`` switched off | the last moments before it, in their order: never a later write without the earlier | |
/// | either, in the middle of a write | the write happened as a whole or not at all | the same |
///
/// On SQLite, writes that come at the same time share one synchronization with the disk; each is confirmed after it.
package final class Store: Sendable {
    /// Rung after each commit that asked for it; on PostgreSQL by every process on the same database.
    package var bell: Bell { bells.work }
    /// Rung after each commit that added to the stream of events; on PostgreSQL by every process on the same database.
    package var eventBell: Bell { bells.events }

    private let bells: Bells
    let engine: any Engine
    private let states: StateMeter
    private let writeHealth = WriteHealth()

    init(engine: any Engine, bells: Bells = Bells(), states: StateMeter = .none) {
        self.engine = engine
        self.bells = bells
        self.states = states
    }

    /// Runs a body on one unchanging view of the data.
    ///
    /// - Throws: what the body throws; ``StorageError``.
    package func read<Result: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> Result) async throws
        -> Result
    {
        try await engine.read { connection in
            try body(Transaction(connection: connection, intentions: Transaction.Intentions()))
        }
    }

    /// Tells whether any node's stamp may have changed: one that was read at a generation is still true while it is the
    /// same.
    ///
    /// Nil where that cannot be told: while such a commit is under way, and on PostgreSQL, where other processes write
    /// too.
    package var stampGeneration: UInt64? { engine.stampGeneration }

    /// Runs a body that may change data, and commits; when it throws, nothing has changed.
    ///
    /// The body may run more than once (after a deadlock or a lost race), so it must have no effect but on the
    /// transaction.
    ///
    /// - Throws: what the body throws; ``StorageError``.
    package func write<Result: Sendable>(
        as priority: Priority = .usual, _ body: @escaping @Sendable (Transaction) throws -> Result
    ) async throws -> Result {
        let engine = engine
        do {
            let done = try await engine.write(as: priority) { try Self.carriedOut(body, on: $0, of: engine) }
            writeHealth.succeeded()
            return settled(done)
        } catch {
            writeHealth.failed(error)
            throw error
        }
    }

    /// Why the last change could not be made, where the database is full or takes none, and that is not longer ago than
    /// this; reads may still be answered.
    package func writeTrouble(within age: Duration) -> StorageError? { writeHealth.trouble(within: age) }

    /// What a transaction came to, and what is to happen once it is committed.
    private struct Done<Result: Sendable>: Sendable {
        var result: Result
        var signals: Set<Signal>
        var left: [StateLog.Entry]
    }

    private static func carriedOut<Result>(
        _ body: (Transaction) throws -> Result, on connection: any Connection, of engine: any Engine
    ) throws -> Done<Result> {
        let intentions = Transaction.Intentions()
        let result = try body(Transaction(connection: connection, intentions: intentions))
        var signals: Set<Signal> = intentions.ringsBell ? [.work] : []
        if try intentions.events.send(on: connection) { signals.insert(.events) }
        try engine.notifyOthers(signals, connection)
        return Done(result: result, signals: signals, left: intentions.states.entries)
    }

    private func settled<Result>(_ done: Done<Result>) -> Result {
        for entry in done.left { states.left(entry.state, after: entry.duration) }
        for signal in done.signals { bells[signal].ring() }
        return done.result
    }

    /// Brings the schema up to date; does nothing when it is. Several processes may do this at the same time.
    ///
    /// - Throws: ``StorageError/newerSchema(unknown:newestKnown:)`` for the database of a newer version.
    package func migrate() async throws {
        try await migrate(Migration.all, at: SystemWallClock().now)
    }

    func migrate(_ migrations: [Migration], at now: Timestamp) async throws {
        try await engine.migrate { connection in
            try Migrator(connection: connection, migrations: migrations).run(at: now)
        }
    }

    /// Ends the work that has begun and lets go of the database; later calls throw
    /// ``StorageError/unavailable(reason:retryAfter:)``.
    package func close() async { await engine.close() }
}
