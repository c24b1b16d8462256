import AsyncHTTPClient
import NIOCore

/// Speaks to one Bare Metal API, that of Ingot or of any other service that serves the same contract.
///
/// A client owns its connections: open it with ``connected(to:options:_:)``, which closes it whatever happens, or call
/// ``shutdown()`` yourself. It may be used from many tasks at once. Every call ends before ``Options/deadline``.
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
    let version: VersionNegotiation

    /// Opens a client; no connection is made before the first call.
    public init(endpoint: Endpoint, options: Options = Options()) {
        self.endpoint = endpoint
        self.options = options
        var configuration = HTTPClient.Configuration()
        configuration.timeout.connect = TimeAmount(options.deadline)
        configuration.timeout.read = TimeAmount(options.deadline)
        // Where nobody listens, say so at once; a caller who wants to try again knows better when.
        configuration.connectionPool.retryConnectionEstablishment = false
        connections = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        version = VersionNegotiation(options.version)
    }

    /// Closes the connections; calls still under way fail.
    public func shutdown() async throws {
        try await connections.shutdown()
    }

    /// Opens a client, hands it to `body`, and closes it when that returns or throws.
    public static func connected<Result>(
        to endpoint: Endpoint, options: Options = Options(), _ body: (IngotClient) async throws -> Result
    ) async throws -> Result {
        let client = IngotClient(endpoint: endpoint, options: options)
        do {
            let result = try await body(client)
            try await client.shutdown()
            return result
        } catch {
            // The body's error is the one that says something; a failure to close after it would only hide it.
            try? await client.shutdown()
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
        /// How long one call may take from the first byte sent to the last one read.
        public var deadline: Duration = .seconds(60)
        /// The largest answer that is read, in bytes.
        public var maximumAnswerBytes = 64 << 20

        public init() {}
    }
}
