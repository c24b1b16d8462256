import Logging
import ServiceLifecycle
import UnixSignals

/// All parts of `ingotd`, put together: the one place that sees everything.
///
/// The order of the services is that of dependence, so that a graceful end goes backwards: the API first refuses new
/// work, then the conductor lets steps in flight finish or suspend, then the database closes.
package struct Server: Sendable {
    let settings: Settings
    let logger: Logger

    package init(settings: Settings, logger: Logger) {
        self.settings = settings
        self.logger = logger
    }

    /// Runs until the process gets SIGTERM or SIGINT or the task is cancelled; throws what kept it from running.
    package func run(
        signals: [UnixSignal] = [.sigterm, .sigint], whenReady: @escaping @Sendable (Readiness) -> Void
    ) async throws {
        let directory = try DataDirectory(settings.data)
        let group = ServiceGroup(services: [], gracefulShutdownSignals: signals, logger: logger)
        whenReady(readiness(address: nil, directory))
        try await group.run()
    }

    private func readiness(address: SocketAddress?, _ directory: DataDirectory) -> Readiness {
        Readiness(
            address: address, role: settings.role, hardwareTypes: settings.hardwareTypes, data: directory.path)
    }
}
