/// One connection inside one transaction: the seam over which every repository's SQL runs.
package protocol Connection {
    var dialect: Dialect { get }

    /// Runs a statement that returns rows: a query, or a change with `RETURNING`.
    func rows(_ sql: SQL) throws -> [Row]

    /// Runs a statement and tells how many rows it changed.
    @discardableResult
    func execute(_ sql: SQL) throws -> Int
}

/// How one engine differs from another where both are otherwise told the same.
package struct Dialect: Sendable {
    package var name: String
    /// The type of text columns; compared byte by byte on both engines, so that both sort alike.
    package var text: String
    /// Appended to a query, keeps the rows it found from changing until the transaction ends.
    package var rowLock: SQL

    /// One writer at a time holds the whole file, so rows need no locks.
    package static let sqlite = Dialect(name: "SQLite", text: "TEXT", rowLock: "")
    package static let postgreSQL = Dialect(
        name: "PostgreSQL", text: "TEXT COLLATE \"C\"", rowLock: " FOR UPDATE")
}

extension Connection {
    package func row(_ sql: SQL) throws -> Row? { try rows(sql).first }

    package func exists(_ sql: SQL) throws -> Bool { try !rows(sql).isEmpty }
}
