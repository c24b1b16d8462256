/// One connection inside one transaction: the seam over which every repository's SQL runs.
package protocol Connection {
    var dialect: Dialect { get }

    /// Runs a statement that returns rows: a query, or a change with `RETURNING`.
    func rows(_ sql: SQL) throws -> [Row]

    /// Runs a statement and tells how many rows it changed.
    @discardableResult
    func execute(_ sql: SQL) throws -> Int

    /// Runs a statement of whose answer nobody needs anything, at the latest with the next one or the commit, which then
    /// throws what is wrong with it.
    func postpone(_ sql: SQL) throws
}

/// How one engine differs from another where both are otherwise told the same.
package struct Dialect: Sendable {
    package var name: String
    /// The type of text columns; compared byte by byte on both engines, so that both sort alike.
    package var text: String
    /// Appended to a query, keeps the rows it found from changing until the transaction ends.
    package var rowLock: SQL
    /// Keeps other writers of events waiting until the transaction ends; nil where writers take turns anyway.
    package var eventLock: SQL?
    /// Keeps others who count what is under way before they begin more waiting until the transaction ends; nil as
    /// above.
    package var admissionLock: SQL?
    /// Tells the `moment` by the database's clock, in microseconds since 1970; nil where that is this host's.
    package var clock: SQL?
    /// In the definition of an index over a column that can be empty: makes its order that of lists.
    package var nullsFirst: String
    /// The type of a key that counts up by itself and never gives a number twice.
    package var countingKey: String

    /// One writer at a time holds the whole file, so rows need no locks.
    package static let sqlite = Dialect(
        name: "SQLite", text: "TEXT", rowLock: "", eventLock: nil, admissionLock: nil, clock: nil,
        nullsFirst: "",
        countingKey: "INTEGER PRIMARY KEY AUTOINCREMENT")
    package static let postgreSQL = Dialect(
        name: "PostgreSQL", text: "TEXT COLLATE \"C\"", rowLock: " FOR UPDATE",
        eventLock: "SELECT pg_advisory_xact_lock(\(Self.eventLockNumber)) AS lock",
        admissionLock: "SELECT pg_advisory_xact_lock(\(Self.admissionLockNumber)) AS lock",
        clock: "SELECT (EXTRACT(EPOCH FROM clock_timestamp()) * 1000000)::BIGINT AS moment", nullsFirst: " NULLS FIRST",
        countingKey: "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY")

    /// The advisory lock of whoever appends to the event stream: "event" in ASCII.
    private static let eventLockNumber: Int64 = 0x65_7665_6E74
    /// The same of whoever begins limited work: "admit".
    private static let admissionLockNumber: Int64 = 0x61_646D_6974
}

extension Connection {
    /// For engines to which there is no way.
    package func postpone(_ sql: SQL) throws { _ = try rows(sql) }

    package func row(_ sql: SQL) throws -> Row? { try rows(sql).first }

    package func exists(_ sql: SQL) throws -> Bool { try !rows(sql).isEmpty }
}
