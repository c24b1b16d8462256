import AsyncHTTPClient
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
/// The services stand in the order of dependence, so that a graceful end goes backwards: the API first refuses new work,
/// then the conductor lets steps in flight finish or suspend, and the database closes last.
package struct Server: Sendable {
    let settings: Settings
    let logger: Logger

    package init(settings: Settings, logger: Logger) {
        self.settings = settings
        self.logger = logger
    }

    /// Runs until the process gets one of `signals` or the task is cancelled; throws what kept it from running.
    package func run(
        signals: [UnixSignal] = [.sigterm, .sigint], whenReady: @escaping @Sendable (Readiness) -> Void
    ) async throws {
        let directory = try DataDirectory(settings.data)
        let store = try openStore(in: directory)
        var limits = HTTPClient.Configuration(redirectConfiguration: .follow(max: 3, allowCycles: false))
        // Without these, a peer that dies in the middle of an answer would be waited for without end.
        limits.timeout = .init(
            connect: .nanoseconds(settings.agent.connectTimeout.microseconds * 1_000),
            read: .nanoseconds(settings.agent.commandTimeout.microseconds * 1_000))
        // Where nobody listens, that is the answer: whoever asked decides when to ask again.
        limits.connectionPool.retryConnectionEstablishment = false
        let http = HTTPClient(eventLoopGroupProvider: .singleton, configuration: limits)
        do {
            try await store.migrate()
            try await serve(store, http, directory, signals, whenReady)
        } catch {
            await close(store, http)
            throw error
        }
        await close(store, http)
        logger.info("Ended as asked")
    }

    private func serve(
        _ store: Store, _ http: HTTPClient, _ directory: DataDirectory, _ signals: [UnixSignal],
        _ whenReady: @escaping @Sendable (Readiness) -> Void
    ) async throws {
        let announcement = Announcement(settings: settings, data: directory.path, say: whenReady)
        var services: [any Service] = []
        var front: any Service =
            settings.role.runsAPI ? try api(store, http, directory, announcement) : Silence(announcement: announcement)
        if settings.role.runsConductor {
            let hostname = settings.hostname ?? ProcessInfo.processInfo.hostName
            services.append(try conductor(hostname, store, http))
            front = AwaitingConductor(
                store: store, hostname: hostname, since: SystemWallClock().now, next: front.run)
        }
        var configuration = ServiceGroupConfiguration(
            services: services + [front], gracefulShutdownSignals: signals, logger: logger)
        configuration.maximumGracefulShutdownDuration = settings.shutdownTimeout
        try await ServiceGroup(configuration: configuration).run()
    }

    private func openStore(in directory: DataDirectory) throws -> Store {
        guard let url = settings.database.url else {
            return try .sqlite(path: directory.database, limits: settings.database.sqlite)
        }
        return try .postgreSQL(
            url, connections: settings.database.connections, limits: settings.database.postgreSQL, logger: logger)
    }

    private func close(_ store: Store, _ http: HTTPClient) async {
        do {
            try await http.shutdown()
        } catch {
            logger.warning("Connections to agents did not close", metadata: ["error": "\(error)"])
        }
        await store.close()
    }
}
