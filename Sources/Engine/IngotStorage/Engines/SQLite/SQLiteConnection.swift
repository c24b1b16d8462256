import GRDB
import GRDBSQLite

/// A GRDB database within one transaction.
///
/// Statements are prepared once per connection, by GRDB; they are bound, stepped and read here, as nothing of what GRDB
/// could add to that is needed and rows are read by the hundred thousand.
final class SQLiteConnection: Connection {
    private let database: Database
    private let mayWrite: Bool
    private let changes: StampChanges?
    /// A statement failed, so the transaction must not commit: SQLite would let it, PostgreSQL does not.
    private(set) var hasFailed = false

    /// - Parameters:
    ///   - mayWrite: false where nothing else keeps a body that only reads from writing.
    ///   - changes: is told of each statement that writes.
    init(database: Database, mayWrite: Bool = true, changes: StampChanges? = nil) {
        self.database = database
        self.mayWrite = mayWrite
        self.changes = changes
    }

    var dialect: Dialect { .sqlite }

    /// What the prepared statements take, in bytes.
    var statementMemory: Int { SQLiteStatements.memory(of: database) }

    func rows(_ sql: SQL) throws -> [Row] {
        try running(sql) { statement, handle in
            let columns = Row.Columns(statement.columnNames)
            let width = Int32(columns.names.count)
            var rows: [Row] = []
            while try step(handle) {
                rows.append(Row(columns: columns, values: try (0..<width).map { try Self.value(handle, $0) }))
            }
            return rows
        }
    }

    @discardableResult
    func execute(_ sql: SQL) throws -> Int {
        try running(sql) { _, handle in
            while try step(handle) {}
            return database.changesCount
        }
    }

    private func running<Result>(_ sql: SQL, _ body: (Statement, OpaquePointer) throws -> Result) throws -> Result {
        let (text, values) = try sql.rendered { _ in "?" }
        do {
            let statement = try database.cachedStatement(sql: text)
            guard mayWrite || statement.isReadonly else { throw DatabaseError(resultCode: .SQLITE_READONLY) }
            if let changes, !statement.isReadonly { changes.willRun(text) }
            let handle = statement.sqliteStatement
            // What is left over from a statement that failed, and what texts it was bound to, is let go of at once.
            defer {
                sqlite3_reset(handle)
                sqlite3_clear_bindings(handle)
            }
            for (index, value) in values.enumerated() { try bind(value, to: Int32(index + 1), of: handle) }
            return try body(statement, handle)
        } catch let error as DatabaseError {
            hasFailed = true
            throw SQLiteFailure(error).named
        }
    }

    /// Goes to the next row; false when there is none.
    private func step(_ handle: OpaquePointer) throws -> Bool {
        switch sqlite3_step(handle) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        case let code: throw error(code)
        }
    }

    private func bind(_ value: SQLValue, to index: Int32, of handle: OpaquePointer) throws {
        let code =
            switch value {
            case .null: sqlite3_bind_null(handle, index)
            case .integer(let number): sqlite3_bind_int64(handle, index, number)
            // It ends at its NUL: no text with one inside comes this far.
            case .text(let text): sqlite3_bind_text(handle, index, text, -1, Self.copied)
            }
        guard code == SQLITE_OK else { throw error(code) }
    }

    /// Asks SQLite to keep a copy of what it is handed (`SQLITE_TRANSIENT`, a macro that Swift does not import).
    private static let copied = unsafeBitCast(OpaquePointer(bitPattern: -1), to: sqlite3_destructor_type.self)

    private static func value(_ handle: OpaquePointer, _ index: Int32) throws -> SQLValue {
        switch sqlite3_column_type(handle, index) {
        case SQLITE_NULL: return .null
        case SQLITE_INTEGER: return .integer(sqlite3_column_int64(handle, index))
        case SQLITE_TEXT:
            let bytes = sqlite3_column_text(handle, index)
            let length = Int(sqlite3_column_bytes(handle, index))
            return .text(String(decoding: UnsafeBufferPointer(start: bytes, count: length), as: UTF8.self))
        default:
            throw StorageError.failed(
                reason: "a column holds a number with a fraction or a blob, which Ingot never writes")
        }
    }

    private func error(_ code: Int32) -> DatabaseError {
        DatabaseError(
            resultCode: ResultCode(rawValue: code),
            message: database.sqliteConnection.map { String(cString: sqlite3_errmsg($0)) })
    }
}
