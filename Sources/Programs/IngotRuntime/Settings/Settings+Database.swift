import IngotModel

extension Settings {
    /// Which database holds everything.
    package struct Database: Sendable {
        /// A PostgreSQL connection string; nil for SQLite in the data directory. Secret, because it may hold a password.
        package var url: Secret?
        package var connections = 8
    }
}
