import GRDB

/// A reading connection to a file, opened when it is first needed. Belongs to one thread.
final class SQLiteReader {
    private let path: String
    private let configuration: Configuration
    private let statements: SQLiteStatements
    private var database: DatabaseQueue?

    init(path: String, configuration: Configuration, limits: SQLiteLimits) {
        self.path = path
        self.configuration = configuration
        statements = SQLiteStatements(limit: limits.statementMemory)
    }

    /// Runs a body on one unchanging view of the data.
    func transaction<Result>(_ body: (any Connection) throws -> Result) throws -> Result {
        try opened().read { database in
            statements.trim(database)
            return try body(SQLiteConnection(database: database))
        }
    }

    private func opened() throws -> DatabaseQueue {
        if let database { return database }
        let opened = try DatabaseQueue(path: path, configuration: configuration)
        database = opened
        return opened
    }
}

typealias SQLiteReaders = ThreadPool<SQLiteReader>

extension ThreadPool where Worker == SQLiteReader {
    convenience init(path: String, configuration: Configuration, limits: SQLiteLimits) {
        var readonly = configuration
        readonly.readonly = true
        let queue = Limits(queueLength: limits.queueLength, queueTimeout: limits.queueTimeout)
        self.init(threads: limits.readers, limits: queue) { [readonly] in
            SQLiteReader(path: path, configuration: readonly, limits: limits)
        }
    }
}
