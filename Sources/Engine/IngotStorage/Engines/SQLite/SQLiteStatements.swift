import GRDB
import GRDBSQLite
import Synchronization

/// Keeps the prepared statements of one connection from growing without end.
///
/// GRDB keeps every statement that it has prepared. Callers of lists choose filters and orders as they like, so that
/// there are more different statements than memory.
final class SQLiteStatements: Sendable {
    private let limit: Int
    private let transactions = Mutex(0)

    /// - Parameter limit: in bytes.
    init(limit: Int) { self.limit = limit }

    /// How many transactions pass between two looks, as a look takes as long as there are many statements.
    private static let interval = 256

    /// Forgets the statements where they have become too large; called between transactions.
    func trim(_ database: Database) {
        let isDue = transactions.withLock { count in
            count += 1
            return count % Self.interval == 0
        }
        if isDue, Self.memory(of: database) > limit { database.releaseMemory() }
    }

    /// What SQLite tells of all statements of the connection, in bytes.
    static func memory(of database: Database) -> Int {
        var (current, highest) = (Int32(0), Int32(0))
        sqlite3_db_status(database.sqliteConnection, SQLITE_DBSTATUS_STMT_USED, &current, &highest, 0)
        return Int(current)
    }
}
