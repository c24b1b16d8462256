/// A link within one transaction, with the statements that it has prepared.
final class PostgreSQLConnection: Connection {
    let link: PostgreSQLLink
    private let capacity: Int
    private var prepared: [String: String] = [:]
    /// How many names were given since all were taken back.
    private var names = 0
    /// Statements that are prepared on the way with others, so that nobody knows yet whether the server has them.
    private var unsettled: Set<String> = []
    /// Whether the server has answered since the transaction began.
    private(set) var hasBegun = false

    init(link: PostgreSQLLink, preparedStatements capacity: Int) {
        self.link = link
        self.capacity = max(1, capacity)
    }

    var dialect: Dialect { .postgreSQL }

    func rows(_ sql: SQL) throws -> [Row] { try run(sql).rows }

    @discardableResult
    func execute(_ sql: SQL) throws -> Int { try run(sql).changes }

    func postpone(_ sql: SQL) throws {
        let (text, values) = try sql.rendered { "$\($0)" }
        try link.postpone(prepared: try name(of: text), values)
    }

    /// Begins a transaction with its first statement.
    func begin(_ statement: String) throws {
        hasBegun = false
        try link.postpone(statement)
    }

    /// Commits together with what was postponed.
    func commit() throws {
        // The server answers otherwise when a statement failed and the body went on all the same.
        guard try link.run("COMMIT", []).tag == "COMMIT" else { throw StorageError.wentOnAfterFailure }
        unsettled = []
    }

    /// Ends a transaction that only read; nobody waits for that.
    func end() throws {
        forgetUnsettled()
        try link.dispatch("COMMIT")
    }

    func rollBack() throws {
        forgetUnsettled()
        try link.run("ROLLBACK", [])
    }

    /// What was on the way when a statement failed may not have been prepared.
    private func forgetUnsettled() {
        for text in unsettled { prepared[text] = nil }
        unsettled = []
    }

    private func run(_ sql: SQL) throws -> PostgreSQLResult {
        let (text, values) = try sql.rendered { "$\($0)" }
        do {
            let result = try link.run(prepared: try name(of: text), values)
            (unsettled, hasBegun) = ([], true)
            return result
        } catch let failure as PostgreSQLFailure {
            throw failure.named
        }
    }

    private func name(of text: String) throws -> String {
        if let name = prepared[text] { return name }
        if names >= capacity {
            try link.run("DEALLOCATE ALL", [])
            (prepared, names) = ([:], 0)
        }
        let name = "s\(names)"
        try link.postpone(preparing: text, as: name)
        names += 1
        prepared[text] = name
        unsettled.insert(text)
        return name
    }
}
