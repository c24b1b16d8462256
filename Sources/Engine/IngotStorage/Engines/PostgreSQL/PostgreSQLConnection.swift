/// A link within one transaction, with the statements that it has prepared.
final class PostgreSQLConnection: Connection {
    let link: PostgreSQLLink
    private let capacity: Int
    private var prepared: [String: String] = [:]

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
        try link.postpone(text, values)
    }

    private func run(_ sql: SQL) throws -> PostgreSQLResult {
        let (text, values) = try sql.rendered { "$\($0)" }
        do {
            // A statement without values is a rare one: a migration's, mostly.
            guard !values.isEmpty else { return try link.run(text, []) }
            return try link.run(prepared: try name(of: text), values)
        } catch let failure as PostgreSQLFailure {
            throw failure.named
        }
    }

    private func name(of text: String) throws -> String {
        if let name = prepared[text] { return name }
        if prepared.count >= capacity {
            try link.run("DEALLOCATE ALL", [])
            prepared = [:]
        }
        let name = "s\(prepared.count)"
        try link.prepare(text, as: name)
        prepared[text] = name
        return name
    }
}
