import IngotAPI
import IngotAuth
import IngotConductor
import IngotDrivers
import IngotModel
import IngotNotifications
import IngotStorage
import Logging

/// Everything that an operator can set; a fresh value holds the defaults.
///
/// Most of it is the parts' own configuration, ready to be handed to them. Each property is bound to its key by
/// ``table``.
package struct Settings: Sendable {
    /// Holds the database (unless PostgreSQL has it), the lock, and what is served below `/files`.
    package var data = "/var/lib/ingot"
    package var role = Role.all
    package var hardwareTypes = ["manual-management"]
    package var logLevel = Logger.Level.info
    package var database = Database()
    package var listen = SocketAddress(host: "127.0.0.1", port: 6385)
    package var listener = ListenerSettings()
    package var api = APIConfiguration()
    package var authentication = AuthenticationSettings()
    /// The name that the conductor is known by; nil is the machine's host name.
    package var hostname: String?
    package var conductor = ConductorSettings(
        hostname: "", waits: [.cleanWait: .seconds(1_800), .deployWait: .seconds(1_800)])
    package var agent = AgentClientSettings()
    /// How long a look at an image before its deployment may take.
    package var imageProbeTimeout = Duration.seconds(5)
    /// How long a graceful end may take before what still runs is cancelled.
    package var shutdownTimeout = Duration.seconds(30)
    package var fakeStepDelay = Duration.zero
    package var notifications = NotificationSettings()
    /// Where `/metrics` is served besides the API's own address; nil for nowhere.
    package var metricsListen: SocketAddress?
    /// How old the numbers from the database may be that are told at `/metrics`.
    package var metricsInterval = Duration.seconds(15)

    package init() {}

    /// Which database holds everything.
    package struct Database: Sendable {
        /// A PostgreSQL connection string; nil for SQLite in the data directory. Secret, because it may hold a password.
        package var url: Secret?
        package var connections = 10
        package var postgreSQL = PostgreSQLLimits()
        package var sqlite = SQLiteLimits()
    }
}
