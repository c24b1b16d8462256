import IngotModel

/// Who is told of what, and how long that is tried.
package struct NotificationSettings: Sendable {
    /// Where events are posted to; empty tells nobody.
    package var urls: [DeliveryAddress] = []
    /// Signs what is posted; nil leaves it unsigned.
    package var secret: Secret?
    package var kinds: Set<Event.Kind> = [
        .nodeCreated, .nodeDeleted, .nodeState, .nodePower, .nodeMaintenance, .nodeInstance,
    ]
    /// Where an OpenTelemetry collector takes traces of runs; nil sends none.
    package var collector: DeliveryAddress?
    /// How long one delivery may take.
    package var timeout: Duration = .seconds(10)
    /// After the first failure; doubled by each that follows.
    package var firstPause: Duration = .seconds(1)
    package var longestPause: Duration = .seconds(300)
    /// How often one event is tried.
    package var attempts = 100
    /// For how long one event is tried.
    package var patience: Duration = .seconds(86_400)
    /// How many events are read at a time.
    package var pageSize = 50
    /// How often events are looked for where nothing wakes.
    package var pollInterval: Duration = .seconds(5)
    /// How long a process that has died keeps others from delivering in its place; longer than ``timeout``.
    package var claim: Duration = .seconds(60)

    package init() {}

    package var tellsNobody: Bool { urls.isEmpty && collector == nil }
}
