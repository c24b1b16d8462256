#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// One thread's connection: makes it when it is needed, makes it anew when it broke, and runs transactions on it.
final class PostgreSQLWorker {
    private let address: PostgreSQLAddress
    private var connection: PostgreSQLConnection?
    private var pause: ReconnectPause

    init(_ address: PostgreSQLAddress) {
        self.address = address
        pause = ReconnectPause(address.limits.reconnectPause)
    }

    /// Runs a body between a `BEGIN` and a `COMMIT`, again when another transaction was in the way.
    ///
    /// - Throws: what the body throws; ``StorageError``.
    func transaction<Value>(_ begin: String, _ body: (PostgreSQLConnection) throws -> Value) throws -> Value {
        do {
            for attempt in 1..<max(1, address.limits.attempts) {
                do {
                    return try once(begin, body)
                } catch let failure as PostgreSQLFailure where failure.isContention {
                    // This is the worker's own thread; a short and uneven pause lets the other transaction end.
                    usleep(UInt32.random(in: 500...2_000) << attempt)
                }
            }
            return try once(begin, body)
        } catch let failure as PostgreSQLFailure {
            throw failure.final
        } catch let violation as ConstraintViolation {
            throw violation.final
        }
    }

    private func once<Value>(_ begin: String, _ body: (PostgreSQLConnection) throws -> Value) throws -> Value {
        let connection = try began(begin)
        let value: Value
        do {
            value = try body(connection)
        } catch {
            rollBack(connection)
            throw error
        }
        try commit(connection)
        return value
    }

    /// A connection in a new transaction. One that broke while nobody used it is replaced without a word.
    private func began(_ begin: String) throws -> PostgreSQLConnection {
        if let connection {
            do {
                try connection.link.run(begin, [])
                return connection
            } catch let failure as PostgreSQLFailure where failure.isDisconnection {
                self.connection = nil
            }
        }
        let fresh = try connect()
        try connection(fresh, runs: begin)
        return fresh
    }

    private func connection(_ connection: PostgreSQLConnection, runs statement: String) throws {
        do {
            try connection.link.run(statement, [])
        } catch {
            self.connection = nil
            throw error
        }
    }

    private func connect() throws -> PostgreSQLConnection {
        if let wait = pause.remaining {
            throw StorageError.unavailable(
                reason: "PostgreSQL cannot be reached: \(pause.reason)", retryAfter: wait)
        }
        do {
            let made = PostgreSQLConnection(
                link: try PostgreSQLLink(address), preparedStatements: address.limits.preparedStatements)
            pause.end()
            connection = made
            return made
        } catch let failure as PostgreSQLFailure {
            pause.begin(because: failure.message)
            throw failure
        }
    }

    private func commit(_ connection: PostgreSQLConnection) throws {
        do {
            let tag = try connection.link.run("COMMIT", []).tag
            // The server answers so when a statement failed and the body went on all the same.
            guard tag == "COMMIT" else { throw StorageError.wentOnAfterFailure }
        } catch let failure as PostgreSQLFailure where failure.isDisconnection {
            self.connection = nil
            throw StorageError.unavailable(
                reason: "the connection broke while committing, so whether the change was made is not known:"
                    + " \(failure.message)", retryAfter: .seconds(1))
        }
    }

    private func rollBack(_ connection: PostgreSQLConnection) {
        // A link that cannot even roll back is of no use; the server then rolls back by itself.
        guard (try? connection.link.run("ROLLBACK", [])) != nil, connection.link.isIdle else {
            self.connection = nil
            return
        }
    }
}

typealias PostgreSQLPool = ThreadPool<PostgreSQLWorker>

extension ThreadPool where Worker == PostgreSQLWorker {
    convenience init(_ address: PostgreSQLAddress, threads: Int) {
        let limits = Limits(queueLength: address.limits.queueLength, queueTimeout: address.limits.queueTimeout)
        self.init(threads: threads, limits: limits) { PostgreSQLWorker(address) }
    }
}
