/// A database that runs transactions: the only thing that differs between SQLite and PostgreSQL.
///
/// Bodies run off the cooperative threads. Those of writes may run more than once, when the engine has to repeat the
/// transaction; each run starts from what is committed.
protocol Engine: Sendable {
    /// Runs a body on one unchanging view of the data.
    func read<Result: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> Result) async throws -> Result

    /// Runs a body in a transaction that changes data, and commits it.
    func write<Result: Sendable>(
        as priority: Priority, _ body: @escaping @Sendable (any Connection) throws -> Result
    ) async throws -> Result

    /// Runs a body in a write transaction that excludes every other process's `migrate`.
    func migrate(_ body: @escaping @Sendable (any Connection) throws -> Void) async throws

    /// As ``Store/stampGeneration``.
    var stampGeneration: UInt64? { get }

    /// Tells other processes on the same database to look again; called inside the transaction, heard after its commit.
    func notifyOthers(_ signals: Set<Signal>, _ connection: any Connection) throws

    /// Ends the connections, after the work that has begun.
    func close() async
}

extension Engine {
    /// Writes as most things are written.
    func write<Result: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> Result) async throws -> Result {
        try await write(as: .usual, body)
    }

    /// Others write too, unseen.
    var stampGeneration: UInt64? { nil }
}
