import CPostgreSQL

/// An error of the server or of the way to it, known by its SQLSTATE (PostgreSQL documentation, appendix A).
struct PostgreSQLFailure: Error {
    var sqlState: String
    var message: String
    var constraint: String?

    init(sqlState: String, message: String, constraint: String? = nil) {
        self.sqlState = sqlState
        self.message = message
        self.constraint = constraint
    }

    /// What a result complains of. Details and the statement's values stay out: they may be secrets.
    init(result: OpaquePointer) {
        func field(_ code: UnicodeScalar) -> String? {
            PQresultErrorField(result, Int32(code.value)).map { String(cString: $0) }
        }
        self.init(
            sqlState: field("C") ?? Self.connectionFailure, message: field("M") ?? "the server gave no reason",
            constraint: field("n"))
    }

    /// The connection broke or never came about.
    static func disconnected(_ reason: String) -> Self { Self(sqlState: connectionFailure, message: reason) }

    private static let connectionFailure = "08006"

    /// Whether the transaction lost against another one, so that repeating it helps.
    var isContention: Bool { ["40001", "40P01"].contains(sqlState) }

    /// Whether the connection is of no more use.
    var isDisconnection: Bool {
        sqlState.hasPrefix("08") || ["57P01", "57P02", "57P03", "57P05", "25P03"].contains(sqlState)
    }

    /// The error as callers switch on it; contention and disconnection stay as they are, for the worker to deal with.
    var named: any Error {
        switch sqlState {
        case "23505": ConstraintViolation.unique(column: column)
        case "23503": ConstraintViolation.foreignKey
        default: isContention || isDisconnection ? self : final
        }
    }

    /// The error as callers see it in the end.
    var final: StorageError {
        switch sqlState {
        case "25P02": .wentOnAfterFailure
        case "57014": unavailable("a statement took longer than the statement timeout")
        case "55P03": busy("a statement waited for another transaction longer than the lock timeout")
        case "25006": unavailable("the PostgreSQL server only reads now (a standby?)")
        case _ where isContention: busy("other transactions were in the way each time")
        case _ where isDisconnection || sqlState.hasPrefix("53"): unavailable("PostgreSQL")
        default: .failed(reason: "PostgreSQL: \(message) (SQLSTATE \(sqlState))")
        }
    }

    private func unavailable(_ reason: String) -> StorageError {
        .unavailable(reason: "\(reason): \(message) (SQLSTATE \(sqlState))", retryAfter: .seconds(1))
    }

    private func busy(_ reason: String) -> StorageError {
        .busy(reason: "\(reason): \(message) (SQLSTATE \(sqlState))", retryAfter: .seconds(1))
    }

    /// The column in a constraint's name, such as `node.name_unique`.
    private var column: String {
        let name = constraint?.split(separator: ".").last.map(String.init) ?? "unknown"
        return name.hasSuffix("_unique") ? String(name.dropLast("_unique".count)) : name
    }
}
