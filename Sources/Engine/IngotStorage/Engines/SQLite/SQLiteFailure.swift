import GRDB

/// An error of SQLite, to be said in the storage's words.
struct SQLiteFailure: Error {
    let error: DatabaseError

    init(_ error: DatabaseError) { self.error = error }

    /// Whether another process was in the way, so that repeating the transaction may help.
    var isContention: Bool { [.SQLITE_BUSY, .SQLITE_LOCKED].contains(error.resultCode) }

    /// The error as callers switch on it; contention stays as it is, for the engine to repeat the transaction.
    var named: any Error {
        switch error.extendedResultCode {
        case .SQLITE_CONSTRAINT_UNIQUE, .SQLITE_CONSTRAINT_PRIMARYKEY: ConstraintViolation.unique(column: column)
        case .SQLITE_CONSTRAINT_FOREIGNKEY: ConstraintViolation.foreignKey
        default: isContention ? self : final
        }
    }

    /// The error as callers see it in the end.
    var final: StorageError {
        switch error.resultCode {
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            .unavailable(reason: "another process keeps the SQLite file locked", retryAfter: .seconds(1))
        case .SQLITE_FULL, .SQLITE_IOERR, .SQLITE_CANTOPEN, .SQLITE_READONLY:
            .unavailable(reason: "SQLite could not use its file: \(words)", retryAfter: .seconds(5))
        default: .failed(reason: "SQLite: \(words)")
        }
    }

    /// The complaint without the statement's arguments, which may be secrets.
    var words: String { "\(error.message ?? "no message") (code \(error.extendedResultCode.rawValue))" }

    /// The first column in `UNIQUE constraint failed: node.name, …`; of a journal's key it is the sequence that
    /// clashes.
    private var column: String {
        let columns = (error.message ?? "").split(separator: ":").last?.split(separator: ",") ?? []
        return columns.last?.split(separator: ".").last.map(String.init) ?? "unknown"
    }
}
