import AsyncToolkit
import IngotMetrics
import IngotModel
import IngotStorage
import Logging
import ServiceLifecycle

/// Tells webhooks what happens to nodes, each by a courier of its own, so that one that is down keeps no other waiting.
///
/// Every process may run one; for each webhook, only one of them delivers at a time.
package struct Notifier: Service {
    private let couriers: [Courier]
    private let bell: Bell
    private let settings: NotificationSettings
    private let timer: any Clock<Duration>
    private let logger: Logger

    package init(
        store: Store, settings: NotificationSettings, sender: any WebhookSender,
        clock: any WallClock = SystemWallClock(), timer: any Clock<Duration> = ContinuousClock(),
        meters: Meters = .none,
        logger: Logger
    ) {
        let holder = Identifier<Notifier>.random().text
        couriers = settings.urls.map { url in
            Courier(
                target: WebhookTarget(url), store: store, settings: settings, sender: sender, holder: holder,
                clock: clock, meters: meters, logger: logger)
        }
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
        while !Task.isCancelled {
            let seen = bell.rings
            var pause: Duration?
            do {
                pause = try await courier.deliver()
            } catch {
                if Task.isCancelled { return }
                logger.warning("Events could not be read for a webhook", metadata: ["error": "\(error)"])
                pause = settings.pollInterval
            }
            guard let pause else { continue }
            await bell.wait(after: seen, atMost: pause, on: timer)
        }
    }
}
