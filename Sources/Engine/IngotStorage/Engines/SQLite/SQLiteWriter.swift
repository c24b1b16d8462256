import GRDB
import Synchronization

/// The one door through which everything is written: what comes while one commit is put together joins it, and what comes
/// while the disk confirms it goes into the next.
///
/// A commit costs the same whether it holds one transaction or many, so with many writers the disk's confirmations are
/// shared (group commit). Each transaction stands in a savepoint of its own: one that fails takes back its own changes
/// and no others. Nobody is answered before the commit that holds the changes is done, so it is not long in coming where
/// one of them is urgent: a heartbeat that comes while many have much to write would otherwise wait for all of them.
final class SQLiteWriter: Sendable {
    private let database: any DatabaseWriter
    private let limits: SQLiteLimits
    private let statements: SQLiteStatements
    private let state = Mutex(State())
    let changes = StampChanges()

    private struct State {
        var waiting = Lanes<Job>()
        var isWriting = false
    }

    /// One transaction that waits for its turn.
    private struct Job: Sendable {
        let isUrgent: Bool
        /// From when on it is not begun any more.
        let deadline: ContinuousClock.Instant
        /// Runs the body and keeps its result; throws what the body throws.
        let run: @Sendable (Database) throws -> Void
        /// Answers whoever waits: with the result, or with the error.
        let answer: @Sendable ((any Error)?) -> Void
    }

    init(database: any DatabaseWriter, limits: SQLiteLimits) {
        self.database = database
        self.limits = limits
        statements = SQLiteStatements(limit: limits.statementMemory)
    }

    /// Runs a body in a transaction and returns when that is committed.
    ///
    /// - Throws: what the body throws, after its changes are taken back; errors of the commit;
    ///   ``StorageError/busy(reason:retryAfter:)`` when too many wait already, or its turn did not come in time.
    ///
    /// - Parameter priority: what is vital is never refused for its number.
    func transaction<Result: Sendable>(
        as priority: Priority, _ body: @escaping @Sendable (any Connection) throws -> Result
    ) async throws -> Result {
        try Task.checkCancellation()
        return try await withCheckedThrowingContinuation { continuation in
            let kept = Kept<Result>()
            enqueue(
                as: priority,
                Job(
                    isUrgent: priority < .usual, deadline: .now + limits.queueTimeout,
                    run: { [changes] database in
                        let connection = SQLiteConnection(database: database, changes: changes)
                        let value = try body(connection)
                        if connection.hasFailed { throw StorageError.wentOnAfterFailure }
                        kept.value.withLock { $0 = value }
                    },
                    answer: { error in
                        if let error { return continuation.resume(throwing: error) }
                        guard let value = kept.value.withLock({ $0 }) else {
                            return continuation.resume(
                                throwing: StorageError.failed(reason: "the transaction ended without its result"))
                        }
                        continuation.resume(returning: value)
                    }))
        }
    }

    /// What a body returned, until the commit is done.
    private final class Kept<Value: Sendable>: Sendable {
        let value = Mutex<Value?>(nil)
    }

    private func enqueue(as priority: Priority, _ job: Job) {
        let (isRefused, isFirst) = state.withLock { state in
            guard priority == .vital || state.waiting.count(upTo: priority) < limits.queueLength else {
                return (true, false)
            }
            state.waiting.append(job, as: priority)
            defer { state.isWriting = true }
            return (false, !state.isWriting)
        }
        if isRefused {
            job.answer(
                StorageError.busy(
                    reason: "\(limits.queueLength) writes wait for their turn already", retryAfter: .seconds(1)))
        } else if isFirst {
            database.asyncWriteWithoutTransaction { self.writeAll(on: $0) }
        }
    }

    /// Commits batch after batch until nothing waits.
    private func writeAll(on database: Database) {
        repeat {
            while let first = next() { write(first, on: database) }
        } while !rests()
    }

    /// The next whose turn came in time.
    ///
    /// - Parameter priority: nobody less urgent is asked for.
    private func next(upTo priority: Priority = .usual) -> Job? {
        while let job = state.withLock({ $0.waiting.takeFirst(upTo: priority) }) {
            if job.deadline > .now { return job }
            job.answer(tooLate)
        }
        return nil
    }

    private var tooLate: StorageError {
        .busy(reason: "no turn to write came within \(limits.queueTimeout)", retryAfter: .seconds(1))
    }

    /// Whether nothing waits; what comes then begins anew.
    private func rests() -> Bool {
        state.withLock { state in
            state.isWriting = !state.waiting.isEmpty
            return !state.isWriting
        }
    }

    /// Commits a job together with those that wait for their turn.
    private func write(_ first: Job, on database: Database) {
        var batch = [first]
        let outcomes = committed(&batch, on: database)
        for (job, error) in zip(batch, outcomes) { job.answer(error) }
        for _ in batch { statements.trim(database) }
    }

    /// Commits the batch, again where another process was in the way.
    ///
    /// - Returns: for each job its own error, or nil where its changes are committed.
    private func committed(_ batch: inout [Job], on database: Database) -> [(any Error)?] {
        defer { changes.didCommit() }
        var attempt = 1
        while true {
            do {
                return try commit(&batch, on: database)
            } catch {
                guard Self.isContention(error), attempt < limits.attempts else { return batch.map { _ in error } }
                attempt += 1
            }
        }
    }

    /// Runs the batch in one transaction, and whatever waits as long as there is room and time, and commits it.
    ///
    /// - Returns: for each job its own error, or nil where its changes are committed.
    /// - Throws: what keeps all of them from being committed.
    private func commit(_ batch: inout [Job], on database: Database) throws -> [(any Error)?] {
        var outcomes: [(any Error)?] = []
        var end: ContinuousClock.Instant?
        try database.inTransaction(.immediate) {
            // Those of an attempt before this one come first.
            while let job = outcomes.count < batch.count ? batch[outcomes.count] : joining(&batch, until: end) {
                let error = try attempt(job, on: database)
                // Whoever was refused may have come without leave, and hurries nobody.
                if job.isUrgent, error == nil, end == nil { end = .now + limits.batchTime }
                outcomes.append(error)
            }
            return .commit
        }
        return outcomes
    }

    /// One more for the batch, if there is room; an urgent one, where the time of the others is over.
    private func joining(_ batch: inout [Job], until end: ContinuousClock.Instant?) -> Job? {
        guard batch.count < limits.batch else { return nil }
        let isOver = end.map { $0 <= .now } ?? false
        guard let job = next(upTo: isOver ? .prompt : .usual) else { return nil }
        batch.append(job)
        return job
    }

    /// In a savepoint of its own; GRDB's would be prepared anew for each job.
    private func attempt(_ job: Job, on database: Database) throws -> (any Error)? {
        let savepoint = SQLiteConnection(database: database)
        try savepoint.execute("SAVEPOINT job")
        do {
            try job.run(database)
            try savepoint.execute("RELEASE job")
            return nil
        } catch {
            // What is wrong with the disk or the file ends the whole transaction, and with it the others' changes.
            guard database.isInsideTransaction, !Self.isContention(error) else { throw error }
            try savepoint.execute("ROLLBACK TO job")
            try savepoint.execute("RELEASE job")
            return error
        }
    }

    private static func isContention(_ error: any Error) -> Bool {
        switch error {
        case let failure as SQLiteFailure: failure.isContention
        case let error as DatabaseError: SQLiteFailure(error).isContention
        default: false
        }
    }
}
