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

    /// How a transaction begins.
    enum Beginning: String {
        /// A snapshot, as SQLite's readers have; read-only transactions of this level never fail for others' sake.
        case read = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
        case write = "BEGIN ISOLATION LEVEL READ COMMITTED"
    }

    /// Runs a body between a `BEGIN` and a `COMMIT`, again when another transaction was in the way.
    ///
    /// `BEGIN` travels with the body's first statement, and nobody waits for the `COMMIT` of what was only read.
    ///
    /// - Throws: what the body throws; ``StorageError``.
    func transaction<Value>(_ begin: Beginning, _ body: (PostgreSQLConnection) throws -> Value) throws -> Value {
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

    private func once<Value>(_ begin: Beginning, _ body: (PostgreSQLConnection) throws -> Value) throws -> Value {
        if let connection {
            do {
                return try run(begin, body, on: connection)
            } catch let failure as PostgreSQLFailure where failure.isDisconnection && !connection.hasBegun {
                // Most likely it broke while nobody used it, and with its first round: it is replaced without a word. A
                // COMMIT was not sent, so nothing was changed. One that was sent is never repeated, not even where all
                // of its transaction travelled with it: it may have arrived before the connection broke.
                self.connection = nil
            }
        }
        return try run(begin, body, on: try connect())
    }

    private func run<Value>(
        _ begin: Beginning, _ body: (PostgreSQLConnection) throws -> Value, on connection: PostgreSQLConnection
    ) throws -> Value {
        do {
            try connection.begin(begin.rawValue)
            let value = try body(connection)
            switch begin {
            case .read: end(connection)
            case .write: try commit(connection)
            }
            return value
        } catch {
            rollBack(connection, after: error)
            throw error
        }
    }

    /// What was read was read, whatever becomes of the connection.
    private func end(_ connection: PostgreSQLConnection) {
        do { try connection.end() } catch { self.connection = nil }
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
            try connection.commit()
        } catch let failure as PostgreSQLFailure where failure.isDisconnection {
            self.connection = nil
            throw StorageError.unavailable(
                reason: "the connection broke while committing, so whether the change was made is not known:"
                    + " \(failure.message)", retryAfter: .seconds(1))
        }
    }

    private func rollBack(_ connection: PostgreSQLConnection, after error: any Error) {
        guard self.connection === connection else { return }
        // A link that cannot even roll back is of no use; the server then rolls back by itself.
        let isLost = (error as? PostgreSQLFailure)?.isDisconnection ?? false
        if isLost || (try? connection.rollBack()) == nil || !connection.link.isIdle {
            self.connection = nil
        }
    }
}

typealias PostgreSQLPool = ThreadPool<PostgreSQLWorker>

extension ThreadPool where Worker == PostgreSQLWorker {
    convenience init(_ address: PostgreSQLAddress, threads: Int) {
        // Writes may all stand behind one lock; others must not stand with them.
        let limits = Limits(
            queueLength: address.limits.queueLength, queueTimeout: address.limits.queueTimeout,
            kept: [.vital: 1, .prompt: threads / 4])
        self.init(threads: threads, limits: limits) { PostgreSQLWorker(address) }
    }
}
