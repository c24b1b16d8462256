import IngotStorage

extension Connection {
    /// Looks again and again until somebody waits for this transaction on PostgreSQL, which only the server knows.
    ///
    /// - Throws: ``StorageError`` where nobody does for two minutes.
    package func awaitWaiters() throws {
        let deadline = ContinuousClock.now + .seconds(120)
        let waiters: SQL = """
            SELECT 1 AS found FROM pg_stat_activity WHERE pg_backend_pid() = ANY(pg_blocking_pids(pid))
            """
        while try !exists(waiters) {
            guard ContinuousClock.now < deadline else {
                throw StorageError.failed(reason: "nobody has waited for this transaction within two minutes")
            }
            _ = try rows("SELECT pg_stat_clear_snapshot()")
        }
    }
}
