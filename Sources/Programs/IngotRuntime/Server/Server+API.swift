import AsyncHTTPClient
import Hummingbird
import HummingbirdCore
import HummingbirdTLS
import IngotAPI
import IngotAuth
import IngotStorage
import Logging
import ServiceLifecycle

extension Server {
    /// The API with its listeners: the address, and the Unix socket where there is one.
    ///
    /// - Throws: ``SettingsProblem``, ``AuthenticationProblem`` for files and settings that cannot be used.
    func api(
        _ store: Store, _ http: HTTPClient, _ directory: DataDirectory, _ announcement: Announcement
    ) throws -> any Service {
        let listen = settings.listen
        let certificate = try settings.certificate(logger: logger)
        var configuration = settings.api
        configuration.filesDirectory = settings.api.filesDirectory ?? directory.files
        configuration.isSecure = certificate != nil
        let responder = makeRouter(
            store: store, configuration: configuration, access: try access(http), metrics: measured, logger: logger
        ).buildResponder()
        var services: [any Service] = certificate.map { [$0] } ?? []
        if let socket = settings.listener.socket {
            try UnixSocketFile(path: socket).clear()
            services.append(try listener(responder, at: .unixDomainSocket(path: socket), nil) { _ in })
        }
        services.append(
            try listener(responder, at: .hostname(listen.host, port: listen.port), certificate) { port in
                announcement.ready(at: SocketAddress(host: listen.host, port: port ?? listen.port))
            })
        return Together(services: services)
    }

    func listener(
        _ responder: some HTTPResponder<APIContext>, at address: BindAddress, _ certificate: ServerCertificate?,
        _ whenRunning: @escaping @Sendable (Int?) -> Void
    ) throws -> any Service {
        let limits = settings.listener
        let plain = HTTPServerBuilder { HTTPConnection(responder: $0, limits: limits) }
        return Application(
            responder: responder,
            server: try certificate.map { try .tls(plain, tlsConfiguration: $0.configuration()) } ?? plain,
            configuration: .init(
                address: address, serverName: "ingotd",
                availableConnectionsDelegate: .maximum(limits.maximumConnections, logger: logger)),
            onServerRunning: { whenRunning($0.localAddress?.port) },
            logger: Logger(label: logger.label) { _ in ListenerLogHandler(logger.handler) })
    }

    func access(_ http: HTTPClient) throws -> AccessControl {
        let policies = try settings.authentication.policyStore(logger: logger)
        return AccessControl(
            try settings.authentication.authenticator(http: http, logger: logger),
            policy: { await policies.current() })
    }
}
