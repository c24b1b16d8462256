import CPostgreSQL
import IngotModel

/// Where the server is and how connections to it are set up.
struct PostgreSQLAddress: Sendable {
    private let connectionString: Secret
    let limits: PostgreSQLLimits

    /// - Throws: ``StorageError/failed(reason:)`` for a text that libpq does not understand. It is not quoted, as it
    ///   may hold a password.
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
        [("connect_timeout", String(max(2, limits.connectTimeout.components.seconds)))] + silence + [
            ("fallback_application_name", "ingot"),
            ("dbname", connectionString.reveal()),
            ("client_encoding", "UTF8"),
        ]
    }

    /// How the kernel finds out that the server's host is gone: what was sent is not acknowledged, or, where nothing is
    /// to be sent as an answer or a notification is waited for, probes are not. How long a statement takes makes no
    /// difference to either.
    private var silence: [(keyword: String, value: String)] {
        let third = String(max(1, limits.silenceTimeout.components.seconds / 3))
        return [
            ("tcp_user_timeout", String(limits.silenceTimeout.milliseconds)),
            ("keepalives_idle", third), ("keepalives_interval", third), ("keepalives_count", "2"),
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
