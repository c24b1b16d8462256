import AsyncHTTPClient
import IngotAPI
import IngotMetrics
import IngotModel
import IngotNotifications
import IngotStorage

extension Server {
    /// What measures all parts of this process.
    var meters: Meters { settings.api.metricsAccess == .nobody ? .none : Meters(registry) }

    /// What `/metrics` tells.
    func metrics() -> MetricsSource {
        MetricsSource(
            registry: registry, budgets: settings.stateBudgets, interval: settings.metricsInterval,
            start: SystemWallClock().now, logger: logger)
    }

    /// Tells webhooks what happens; nil where there is none.
    ///
    /// - Parameter http: a client that follows no redirection.
    func notifier(_ store: Store, _ http: HTTPClient) -> Notifier? {
        guard !settings.notifications.urls.isEmpty else { return nil }
        return Notifier(
            store: store, settings: settings.notifications, sender: HTTPWebhookSender(http: http), meters: meters,
            logger: logger)
    }
}

extension Settings {
    /// How long nodes may be in a waiting state.
    var stateBudgets: [ProvisionState: Duration] {
        let waiting = ProvisionState.allCases.filter(\.isWaiting)
        return Dictionary(waiting.map { ($0, conductor.wait(in: $0)) }, uniquingKeysWith: { $1 })
    }
}
