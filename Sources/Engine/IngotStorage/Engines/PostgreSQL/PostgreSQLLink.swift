import CPostgreSQL

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// One connection of libpq. It blocks its thread, but never beyond the deadline of what it is asked.
///
/// What needs no answer at once travels with what does (libpq's pipeline mode), as each way to the server and back
/// costs more than most statements: ``postpone(_:)`` and ``dispatch(_:)``.
///
/// Belongs to one thread. Results are read through libpq's non-blocking calls and `poll(2)`, because its blocking ones
/// would wait for a vanished server without end.
final class PostgreSQLLink {
    private let handle: OpaquePointer

    /// How long an answer may take.
    var answerTimeout: Duration
    /// How many statements travel with the next one.
    private(set) var postponed = 0
    /// How many answers that nobody waited for are still to be read.
    private var dispatched = 0

    /// Connects and says what each connection says first.
    ///
    /// - Throws: ``PostgreSQLFailure``.
    init(_ address: PostgreSQLAddress) throws {
        let parameters = address.parameters
        let connected = withCStrings(parameters.map(\.keyword) + [nil]) { keywords in
            withCStrings(parameters.map(\.value) + [nil]) { values in PQconnectdbParams(keywords, values, 1) }
        }
        guard let connected else { throw PostgreSQLFailure.disconnected("libpq has no memory for a connection") }
        handle = connected
        answerTimeout = address.limits.statementTimeout + address.limits.answerGrace
        guard PQstatus(handle) == CONNECTION_OK, PQsetnonblocking(handle, 1) == 0,
            PQenterPipelineMode(handle) == 1
        else { throw broken() }
        PQsetNoticeProcessor(handle, { _, _ in }, nil)
        for statement in address.greeting { try run(statement, []) }
    }

    deinit { PQfinish(handle) }

    /// The connection's socket, for waiting on several things.
    var socket: Int32 { PQsocket(handle) }

    var isIdle: Bool { PQtransactionStatus(handle) == PQTRANS_IDLE }

    /// Runs one statement without preparing it.
    @discardableResult
    func run(_ text: String, _ values: [SQLValue]) throws -> PostgreSQLResult {
        try withCStrings(values.map(Self.text)) { values in
            try ask { PQsendQueryParams(handle, text, Int32(values.count), nil, values, nil, nil, 0) }
        }
    }

    func run(prepared name: String, _ values: [SQLValue]) throws -> PostgreSQLResult {
        try withCStrings(values.map(Self.text)) { values in
            try ask { PQsendQueryPrepared(handle, name, Int32(values.count), values, nil, nil, 0) }
        }
    }

    /// Runs a statement together with the next one, which throws what is wrong with either.
    func postpone(_ text: String) throws {
        try postpone { PQsendQueryParams(handle, text, 0, nil, nil, nil, nil, 0) }
    }

    func postpone(prepared name: String, _ values: [SQLValue]) throws {
        try withCStrings(values.map(Self.text)) { values in
            try postpone { PQsendQueryPrepared(handle, name, Int32(values.count), values, nil, nil, 0) }
        }
    }

    /// Prepares a statement together with the next one.
    func postpone(preparing text: String, as name: String) throws {
        try postpone { PQsendPrepare(handle, name, text, 0, nil) }
    }

    private func postpone(_ send: () -> Int32) throws {
        guard send() == 1 else { throw broken() }
        postponed += 1
    }

    /// Runs a statement at once, and leaves its answer to be read with the next one's. For what cannot fail but with
    /// the connection.
    func dispatch(_ text: String) throws {
        try postpone(text)
        guard PQpipelineSync(handle) == 1, PQflush(handle) >= 0 else { throw broken() }
        dispatched += 1
        postponed = 0
    }

    /// Reads what has arrived and returns the payloads of notifications.
    func notifications() throws -> [String] {
        guard PQconsumeInput(handle) == 1 else { throw broken() }
        var payloads: [String] = []
        while let notification = PQnotifies(handle) {
            payloads.append(String(cString: notification.pointee.extra))
            PQfreemem(notification)
        }
        return payloads
    }

    /// Sends something, with what was postponed, and awaits its result.
    @discardableResult
    private func ask(_ send: () -> Int32) throws -> PostgreSQLResult {
        guard send() == 1, PQpipelineSync(handle) == 1 else { throw broken() }
        let deadline = ContinuousClock.now + answerTimeout
        while dispatched > 0 {
            _ = try outcomes(before: deadline)
            dispatched -= 1
        }
        let outcomes = try outcomes(before: deadline)
        postponed = 0
        let results = try outcomes.map { try $0.get() }
        guard let result = results.last else { throw broken() }
        return result
    }

    /// What became of each statement of one round.
    private func outcomes(
        before deadline: ContinuousClock.Instant
    ) throws -> [Result<PostgreSQLResult, PostgreSQLFailure>] {
        var outcomes: [Result<PostgreSQLResult, PostgreSQLFailure>] = []
        var isBetweenStatements = false
        while true {
            guard let result = try nextResult(before: deadline) else {
                // Nothing comes once after each statement; twice, where the connection is lost.
                if isBetweenStatements { throw broken() }
                isBetweenStatements = true
                continue
            }
            defer { PQclear(result) }
            isBetweenStatements = false
            switch PQresultStatus(result) {
            case PGRES_PIPELINE_SYNC: return outcomes
            // Not done, because of the failure before it.
            case PGRES_PIPELINE_ABORTED: continue
            default: break
            }
            let outcome = PostgreSQLResult.read(result)
            if case .failure(let failure) = outcome, failure.isDisconnection { throw failure }
            outcomes.append(outcome)
        }
    }

    private func nextResult(before deadline: ContinuousClock.Instant) throws -> OpaquePointer? {
        while true {
            let unsent = PQflush(handle)
            guard unsent >= 0 else { throw broken() }
            if unsent == 0, PQisBusy(handle) == 0 { return PQgetResult(handle) }
            let interests = unsent == 1 ? POLLIN | POLLOUT : POLLIN
            try wait(for: Int16(interests), before: deadline)
            guard PQconsumeInput(handle) == 1 else { throw broken() }
        }
    }

    private func wait(for interests: Int16, before deadline: ContinuousClock.Instant) throws {
        while true {
            let remaining = ContinuousClock.now.duration(to: deadline)
            guard remaining > .zero else {
                throw PostgreSQLFailure.disconnected("the server did not answer within \(answerTimeout)")
            }
            var descriptor = pollfd(fd: PQsocket(handle), events: interests, revents: 0)
            let ready = poll(&descriptor, 1, Int32(clamping: remaining.milliseconds))
            if ready > 0 { return }
            if ready < 0, errno != EINTR {
                throw PostgreSQLFailure.disconnected("waiting for the server failed (errno \(errno))")
            }
        }
    }

    private func broken() -> PostgreSQLFailure {
        let message = PQerrorMessage(handle).map { String(cString: $0) } ?? ""
        let line = message.split(whereSeparator: \.isNewline).joined(separator: " ")
        return .disconnected(line.isEmpty ? "the connection was lost" : line)
    }

    private static func text(_ value: SQLValue) -> String? {
        switch value {
        case .null: nil
        case .integer(let number): String(number)
        case .text(let text): text
        }
    }
}
