import IngotAPI
import IngotConductor
import IngotModel
import IngotStorage
import Logging
import ServiceLifecycle
import UnixSignals

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// All parts of `ingotd`, put together: the one place that sees everything.
///
/// The services stand in the order of dependence, so that a graceful end goes backwards: the API first refuses new
/// work, then the conductor lets steps in flight finish or suspend, and the database closes last.
package struct Server: Sendable {
    let settings: Settings
    let logger: Logger
    let metrics: MetricsSource

    package init(settings: Settings, logger: Logger) {
        self.settings = settings
        self.logger = logger
        metrics = .init(settings, logger: logger)
    }

    /// What the others know this host by.
    var hostname: String { settings.hostname ?? ProcessInfo.processInfo.hostName }

    /// Runs until the process gets one of `signals`, has drained after `drainSignal`, or the task is cancelled;
    /// throws what kept it from running.
    package func run(
        signals: [UnixSignal] = [.sigterm, .sigint], drainSignal: UnixSignal = .sigusr2,
        whenReady: @escaping @Sendable (Readiness) -> Void
    ) async throws {
        // Before all else: a signal that nobody traps ends the process. What comes during the start is heeded after it.
        let drainSignals = await UnixSignalsSequence(trapping: drainSignal)
        let directory = try DataDirectory(settings.data)
        try await ListeningTrial(settings: settings).run()
        let store = try openStore(in: directory)
        let clients = OutboundClients(settings)
        do {
            try await store.migrate()
            try await serve(store, clients, directory, signals, drainSignals, whenReady)
        } catch {
            await close(store, clients)
            throw error
        }
        await close(store, clients)
        logger.info("Ended as asked")
    }

    private func serve(
        _ store: Store, _ clients: OutboundClients, _ directory: DataDirectory, _ signals: [UnixSignal],
        _ drainSignals: UnixSignalsSequence, _ whenReady: @escaping @Sendable (Readiness) -> Void
    ) async throws {
        let announcement = Announcement(settings: settings, data: directory.path, say: whenReady)
        var conductor: Conductor?
        var services: [ServiceGroupConfiguration.ServiceConfiguration] = [.init(service: MemoryUpkeep())]
        var front: any Service =
            settings.role.runsAPI
            ? try api(store, clients.identity, directory, announcement) : Silence(announcement: announcement)
        if settings.role.runsConductor {
            let made = try self.conductor(hostname, store, clients.general)
            // A conductor that has drained takes the rest of the process with it.
            services.append(.init(service: made, successTerminationBehavior: .gracefullyShutdownGroup))
            conductor = made
            front = AwaitingConductor(
                store: store, hostname: hostname, incarnation: made.incarnation, next: front.run)
        }
        if let listener = try metricsListener(store) { services.append(.init(service: listener)) }
        if let notifier = notifier(store, clients.identity) { services.append(.init(service: notifier)) }
        services.append(.init(service: DrainSignal(signals: drainSignals, drain: conductor?.drain, logger: logger)))
        services.append(.init(service: front))
        var configuration = ServiceGroupConfiguration(
            services: services, gracefulShutdownSignals: signals, logger: logger)
        configuration.maximumGracefulShutdownDuration = settings.shutdownTimeout
        try await ServiceGroup(configuration: configuration).run()
    }

    private func openStore(in directory: DataDirectory) throws -> Store {
        guard let url = settings.database.url else {
            return try .sqlite(
                path: directory.database, limits: settings.database.sqlite, meters: meters, states: states)
        }
        return try .postgreSQL(
            url, connections: settings.database.connections, limits: settings.database.postgreSQL,
            meters: meters, states: states, logger: logger)
    }

    private func close(_ store: Store, _ clients: OutboundClients) async {
        await clients.close(logger)
        await store.close()
    }
}
