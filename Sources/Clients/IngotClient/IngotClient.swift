import AsyncHTTPClient
import NIOCore
import NIOSSL

/// Speaks to one Bare Metal API, that of Ingot or of any other service that serves the same contract.
///
/// A client owns its connections: open it with ``connected(to:options:_:)``, which closes it whatever happens, or call
/// ``shutdown()`` yourself. It may be used from many tasks at once. Every call ends before ``Options/deadline``. Where
/// the service asks who calls, ``Options/login`` tells; a token of the Identity service is got when it is first needed,
/// kept in memory, and renewed once where a call is refused. Redirections are not followed.
///
/// ```swift
/// let active = try await IngotClient.connected(to: Endpoint("http://127.0.0.1:6385")) { client in
///     try await client.nodes.list(["provision_state": "active"])
/// }
/// ```
public struct IngotClient: Sendable {
    /// The service's address.
    public let endpoint: Endpoint

    let options: Options
    let connections: HTTPClient
    let session: Session
    let version: VersionNegotiation

    /// Opens a client; no connection is made before the first call.
    public init(endpoint: Endpoint, options: Options = Options()) {
        let connections = Self.connections(options)
        let session = Session(login: options.login, connections: connections, deadline: options.deadline)
        self.init(endpoint: endpoint, options: options, connections: connections, session: session)
    }

    private init(endpoint: Endpoint, options: Options, connections: HTTPClient, session: Session) {
        self.endpoint = endpoint
        self.options = options
        self.connections = connections
        self.session = session
        version = VersionNegotiation(options.version)
    }

    private static func connections(_ options: Options) -> HTTPClient {
        var configuration = HTTPClient.Configuration()
        // Nobody may be led to show his password or token somewhere else.
        configuration.redirectConfiguration = .disallow
        if let trusted = options.trusted {
            var tls = TLSConfiguration.makeClientConfiguration()
            tls.trustRoots = .certificates(trusted.certificates)
            configuration.tlsConfiguration = tls
        }
        configuration.timeout.connect = TimeAmount(options.deadline)
        configuration.timeout.read = TimeAmount(options.deadline)
        // Where nobody listens, say so at once; a caller who wants to try again knows better when.
        configuration.connectionPool.retryConnectionEstablishment = false
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }

    /// Closes the connections; calls still under way fail.
    public func shutdown() async throws {
        try await connections.shutdown()
    }

    /// Opens a client, hands it to `body`, and closes it when that returns or throws.
    public static func connected<Result>(
        to endpoint: Endpoint, options: Options = Options(), _ body: (IngotClient) async throws -> Result
    ) async throws -> Result {
        try await connected(options, at: { _ in endpoint }, body)
    }

    /// As ``connected(to:options:_:)``, with the address that the Identity service's catalog has for the service.
    ///
    /// - Throws: ``MissingEndpoint`` where the catalog has none, ``ClientError`` where there is no catalog to be had,
    ///   ``CatalogWithoutLogin`` where the options hold no login to an Identity service.
    public static func connected<Result>(
        throughCatalog search: CatalogSearch, options: Options, _ body: (IngotClient) async throws -> Result
    ) async throws -> Result {
        try await connected(options, at: { try await $0.endpoint(search) }, body)
    }

    private static func connected<Result>(
        _ options: Options, at endpoint: (Session) async throws -> Endpoint,
        _ body: (IngotClient) async throws -> Result
    ) async throws -> Result {
        let connections = connections(options)
        let session = Session(login: options.login, connections: connections, deadline: options.deadline)
        do {
            let client = IngotClient(
                endpoint: try await endpoint(session), options: options, connections: connections, session: session)
            let result = try await body(client)
            try await connections.shutdown()
            return result
        } catch {
            // The body's error is the one that says something; a failure to close after it would only hide it.
            try? await connections.shutdown()
            throw error
        }
    }
}

extension IngotClient {
    public var nodes: Nodes { Nodes(client: self) }
    public var drivers: Drivers { Drivers(client: self) }
    public var conductors: Conductors { Conductors(client: self) }
}

extension IngotClient {
    /// How a client behaves; the defaults suit a person at a terminal.
    public struct Options: Sendable {
        /// The microversion asked for with every call.
        public var version: Microversion = .newest
        /// What is shown to a service that asks who calls.
        public var login: Login = .none
        /// The authorities that are trusted instead of the system's.
        public var trusted: TrustedCertificates?
        /// How long one call may take from the first byte sent to the last one read.
        public var deadline: Duration = .seconds(60)
        /// The largest answer that is read, in bytes.
        public var maximumAnswerBytes = 64 << 20

        public init() {}
    }
}
