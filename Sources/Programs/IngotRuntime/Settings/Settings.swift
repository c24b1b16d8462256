import Logging

/// Everything that an operator can set; a fresh value holds the defaults.
///
/// Each property is bound to its key by ``table``. The groups are named as the keys are.
package struct Settings: Sendable {
    /// Holds the database (unless PostgreSQL has it), the lock, and what is served below `/files`.
    package var data = "/var/lib/ingot"
    package var role = Role.all
    package var hardwareTypes = ["manual-management"]
    package var log = Log()
    package var database = Database()
    package var api = API()
    package var conductor = Conductor()
    package var deploy = Deploy()
    package var clean = Clean()
    package var agent = Agent()
    package var wait = Wait()
    package var fake = Fake()

    package init() {}

    package struct Log: Sendable {
        package var level = Logger.Level.info
    }
}
