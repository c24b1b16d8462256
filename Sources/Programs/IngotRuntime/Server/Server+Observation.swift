import AsyncHTTPClient
import IngotAPI
import IngotMetrics
import IngotModel
import IngotNotifications
import IngotStorage
import Logging
import Prometheus
import ServiceLifecycle

extension Server {
    /// What measures all parts of this process.
    var meters: Meters { measured?.meters ?? .none }

    /// What measures how long nodes are in their states.
    var states: StateMeter { StateMeter(meters, budgets: settings.stateBudgets) }

    /// The source of metrics, unless nobody may read them anywhere.
    var measured: MetricsSource? {
        settings.api.metricsAccess == .nobody && settings.metricsListen == nil ? nil : metrics
    }

    /// A listener for `/metrics` alone; nil where none is set.
    ///
    /// - Throws: what keeps it from listening.
    func metricsListener(_ store: Store) throws -> (any Service)? {
        guard let address = settings.metricsListen else { return nil }
        let responder = makeMetricsRouter(
            store: store, configuration: settings.api, metrics: metrics, logger: logger
        ).buildResponder()
        return try listener(responder, at: .hostname(address.host, port: address.port), nil) { port in
            logger.notice("Metrics are served", metadata: ["address": "\(address.host):\(port ?? address.port)"])
        }
    }

    /// Tells webhooks and the collector of traces what happens; nil where there are none.
    ///
    /// - Parameter http: a client that follows no redirection.
    func notifier(_ store: Store, _ http: HTTPClient) -> Notifier? {
        guard !settings.notifications.tellsNobody else { return nil }
        // API and conductor of one host may be two processes.
        return Notifier(
            host: "\(settings.role.rawValue) \(hostname)", store: store, settings: settings.notifications,
            sender: HTTPDeliverySender(http: http), meters: meters, logger: logger)
    }
}

extension MetricsSource {
    /// What `/metrics` tells of this process.
    convenience init(_ settings: Settings, logger: Logger) {
        self.init(
            registry: Registry(MetricFamily.all), budgets: settings.stateBudgets, interval: settings.metricsInterval,
            start: SystemWallClock().now, logger: logger)
    }
}

extension Settings {
    /// How long nodes may be in a waiting state.
    var stateBudgets: [ProvisionState: Duration] {
        let waiting = ProvisionState.allCases.filter(\.isWaiting)
        return Dictionary(waiting.map { ($0, conductor.wait(in: $0)) }, uniquingKeysWith: { $1 })
    }
}
