import AsyncToolkit
import IngotMetrics
import IngotModel
import IngotStorage
import Logging
import ServiceLifecycle

/// Tells webhooks what happens to nodes, and a collector of traces what was done to them, each by a courier of its own,
/// so that one that is down keeps no other waiting.
///
/// Every process may run one; for each receiver, only one of them delivers at a time.
package struct Notifier: Service {
    private let couriers: [Courier]
    private let bell: Bell
    private let settings: NotificationSettings
    private let timer: any Clock<Duration>
    private let logger: Logger

    /// - Parameter host: the name of this process, the same for each of its lives.
    package init(
        host: String, store: Store, settings: NotificationSettings, sender: any DeliverySender,
        clock: any WallClock = SystemWallClock(), timer: any Clock<Duration> = ContinuousClock(),
        meters: Meters = .none, logger: Logger
    ) {
        let holder = DeliveryHolder(host: host, life: Identifier<Notifier>.random().text)
        func courier(
            to target: DeliveryTarget, with source: any DeliverySource, _ meter: (String, Meters) -> DeliveryMeter
        ) -> Courier {
            Courier(
                target: target, source: source, store: store, settings: settings, sender: sender, holder: holder,
                clock: clock, meter: meter(target.label, meters), logger: logger)
        }
        let events = EventDeliveries(kinds: settings.kinds, secret: settings.secret)
        let traces = TraceDeliveries(store: store)
        let webhooks = settings.urls.map { courier(to: DeliveryTarget($0), with: events, DeliveryMeter.webhook) }
        let collector = settings.collector.map { courier(to: .collector($0), with: traces, DeliveryMeter.collector) }
        couriers = webhooks + [collector].compactMap(\.self)
        bell = store.eventBell
        self.settings = settings
        self.timer = timer
        self.logger = logger
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            await withDiscardingTaskGroup { group in
                for courier in couriers { group.addTask { await drive(courier) } }
            }
        }
        await couriers.first?.leave()
    }

    private func drive(_ courier: Courier) async {
        var hasEntered = false
        while !Task.isCancelled {
            let seen = bell.rings
            var pause: Duration?
            do {
                if !hasEntered { try await courier.enter() }
                hasEntered = true
                pause = try await courier.deliver()
            } catch {
                if Task.isCancelled { return }
                logger.warning("Events could not be read for a receiver", metadata: ["error": "\(error)"])
                pause = settings.pollInterval
            }
            guard let pause else { continue }
            await bell.wait(after: seen, atMost: pause, on: timer)
        }
    }
}
