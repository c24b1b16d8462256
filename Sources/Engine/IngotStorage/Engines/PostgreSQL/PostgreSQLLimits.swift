/// How much of a PostgreSQL server may be used and how long it may take.
package struct PostgreSQLLimits: Sendable {
    /// How long a connection may take to come about; libpq counts whole seconds, at least two.
    package var connectTimeout: Duration = .seconds(5)
    /// How long the server's host may acknowledge nothing until the connection counts as lost, whatever runs on it.
    /// Leases must be renewed on another one in time.
    package var silenceTimeout: Duration = .seconds(3)
    /// How long one statement may run, on the server; the answer may take ``answerGrace`` longer.
    package var statementTimeout: Duration = .seconds(30)
    /// How long one statement may wait for another transaction's lock.
    package var lockTimeout: Duration = .seconds(10)
    /// How long a transaction may do nothing until the server ends it: what a process that was frozen holds is free
    /// then.
    package var idleTimeout: Duration = .seconds(5)
    /// How long bringing the schema up to date may take, per statement.
    package var migrationTimeout: Duration = .seconds(600)
    /// How much longer than the server's own limit the answer may take before the connection is given up.
    package var answerGrace: Duration = .seconds(5)
    /// How many transactions may wait for a connection; more are refused at once.
    package var queueLength = 1000
    /// How long a transaction may wait for a connection.
    package var queueTimeout: Duration = .seconds(30)
    /// How often a transaction is tried that lost against another (serialization failure, deadlock).
    package var attempts = 5
    /// The first and the longest pause between attempts to reach a server that is away.
    package var reconnectPause: ClosedRange<Duration> = .milliseconds(100) ... .seconds(1)
    /// How many prepared statements each connection remembers.
    package var preparedStatements = 256

    package init() {}
}
