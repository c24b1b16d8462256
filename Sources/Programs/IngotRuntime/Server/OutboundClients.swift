import AsyncHTTPClient
import IngotModel
import Logging

/// The HTTP clients by which this process calls others.
struct OutboundClients: Sendable {
    /// For agents and images.
    let general: HTTPClient
    /// For the Identity service, webhooks and the collector of traces: it follows no redirection, as that would take
    /// tokens and what is signed to whoever is named there.
    let identity: HTTPClient

    init(_ settings: Settings) {
        var limits = HTTPClient.Configuration(redirectConfiguration: .follow(max: 3, allowCycles: false))
        // Without these, a peer that dies in the middle of an answer would be waited for without end.
        limits.timeout = .init(
            connect: .nanoseconds(settings.agent.connectTimeout.microseconds * 1_000),
            read: .nanoseconds(settings.agent.commandTimeout.microseconds * 1_000))
        // Where nobody listens, that is the answer: whoever asked decides when to ask again.
        limits.connectionPool.retryConnectionEstablishment = false
        general = HTTPClient(eventLoopGroupProvider: .singleton, configuration: limits)
        // Whoever calls by this one has a deadline for the answer's beginning; the rest may pause for as long.
        let longest = max(settings.authentication.keystone.timeout, settings.notifications.timeout)
        limits.timeout.read = .nanoseconds(longest.microseconds * 1_000)
        limits.redirectConfiguration = .disallow
        identity = HTTPClient(eventLoopGroupProvider: .singleton, configuration: limits)
    }

    func close(_ logger: Logger) async {
        for client in [general, identity] {
            do {
                try await client.shutdown()
            } catch {
                logger.warning("Connections to others did not close", metadata: ["error": "\(error)"])
            }
        }
    }
}
