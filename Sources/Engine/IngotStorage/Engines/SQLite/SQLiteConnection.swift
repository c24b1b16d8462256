import GRDB

/// A GRDB database within one transaction.
final class SQLiteConnection: Connection {
    private let database: Database
    /// A statement failed, so the transaction must not commit: SQLite would let it, PostgreSQL does not.
    private(set) var hasFailed = false

    init(database: Database) { self.database = database }

    var dialect: Dialect { .sqlite }

    func rows(_ sql: SQL) throws -> [Row] {
        try naming {
            let statement = try prepared(sql)
            let columns = Row.Columns(statement.columnNames)
            let cursor = try GRDB.Row.fetchCursor(statement)
            var rows: [Row] = []
            while let row = try cursor.next() {
                rows.append(Row(columns: columns, values: try row.databaseValues.map(Self.value)))
            }
            return rows
        }
    }

    @discardableResult
    func execute(_ sql: SQL) throws -> Int {
        try naming {
            try prepared(sql).execute()
            return database.changesCount
        }
    }

    private func prepared(_ sql: SQL) throws -> Statement {
        let (text, values) = try sql.rendered { _ in "?" }
        let statement = try database.cachedStatement(sql: text)
        try statement.setArguments(StatementArguments(values.map(Self.argument)))
        return statement
    }

    private static func argument(_ value: SQLValue) -> (any DatabaseValueConvertible)? {
        switch value {
        case .null: nil
        case .integer(let number): number
        case .text(let text): text
        }
    }

    private static func value(_ stored: DatabaseValue) throws -> SQLValue {
        switch stored.storage {
        case .null: .null
        case .int64(let number): .integer(number)
        case .string(let text): .text(text)
        case .double, .blob:
            throw StorageError.failed(
                reason: "a column holds a number with a fraction or a blob, which Ingot never writes")
        }
    }

    private func naming<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as DatabaseError {
            hasFailed = true
            throw SQLiteFailure(error).named
        }
    }
}
