import AsyncToolkit
import IngotMetrics
import IngotModel
import Logging

extension Store {
    /// The database on a server; call ``migrate()`` next.
    ///
    /// Connections are made when they are first needed, and anew when they break, so this never waits.
    ///
    /// - Parameters:
    ///   - connectionString: a URI or libpq's key=value pairs.
    ///   - connections: how many transactions may run at the same time; one more connection listens.
    /// - Throws: ``StorageError/failed(reason:)`` for a connection string that libpq does not understand.
    package static func postgreSQL(
        _ connectionString: Secret, connections: Int = 10, limits: PostgreSQLLimits = PostgreSQLLimits(),
        meters: Meters = .none, states: StateMeter = .none, logger: Logger = Logger(label: "ingot.storage")
    ) throws -> Store {
        let address = try PostgreSQLAddress(connectionString, limits: limits)
        let bells = Bells()
        let engine = PostgreSQLEngine(address, connections: connections, bells: bells, logger: logger)
        return Store(engine: MeasuredEngine(engine, meters), bells: bells, states: states)
    }
}
