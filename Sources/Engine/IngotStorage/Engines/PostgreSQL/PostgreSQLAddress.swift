import CPostgreSQL
import IngotModel

/// Where the server is and how connections to it are set up.
struct PostgreSQLAddress: Sendable {
    private let connectionString: Secret
    let limits: PostgreSQLLimits

    /// - Throws: ``StorageError/failed(reason:)`` for a text that libpq does not understand. It is not quoted, as it may
    ///   hold a password.
    init(_ connectionString: Secret, limits: PostgreSQLLimits) throws {
        guard let options = PQconninfoParse(connectionString.reveal(), nil) else {
            throw StorageError.failed(
                reason: "the PostgreSQL connection string is neither a URI (postgresql://user@host/database) nor a list"
                    + " of libpq's key=value pairs")
        }
        PQconninfoFree(options)
        self.connectionString = connectionString
        self.limits = limits
    }

    /// libpq's parameters; later ones win, so the connection string may change those before it.
    var parameters: [(keyword: String, value: String)] {
        [
            ("connect_timeout", String(max(2, limits.connectTimeout.components.seconds))),
            ("tcp_user_timeout", String((limits.statementTimeout + limits.answerGrace).milliseconds)),
            // The connection that listens sends nothing, so that nothing else finds out that its other end is gone.
            ("keepalives_idle", "30"), ("keepalives_interval", "10"), ("keepalives_count", "3"),
            ("fallback_application_name", "ingot"),
            ("dbname", connectionString.reveal()),
            ("client_encoding", "UTF8"),
        ]
    }

    /// What each connection is told first.
    var greeting: [String] {
        [
            "SET statement_timeout = \(limits.statementTimeout.milliseconds)",
            "SET lock_timeout = \(limits.lockTimeout.milliseconds)",
            "SET idle_in_transaction_session_timeout = \(limits.idleTimeout.milliseconds)",
            "SET standard_conforming_strings = on",
            "SET client_min_messages = warning",
        ]
    }
}

extension Duration {
    /// The whole duration in milliseconds, at least one.
    var milliseconds: Int64 { max(1, microseconds / 1_000) }
}
