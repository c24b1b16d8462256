import AsyncToolkit
import IngotHardware
import IngotModel
import IngotStorage
import Logging
import ServiceLifecycle

/// Takes requests and runs from the database and drives machines with them.
///
/// A conductor holds nothing that matters in memory. It looks for work when the bell rings, when a waiting run is due,
/// and now and then in any case: queued requests are answered (``Admission``), and runs that are due or orphaned are
/// driven on (``Runner``) from where their journal says they stand. So `kill -9` costs the time until the next look.
package struct Conductor: Service {
    private let surroundings: Surroundings
    private let timer: any Clock<Duration>
    private let inFlight = InFlight()

    package init(
        store: Store, catalog: HardwareCatalog, settings: ConductorSettings, clock: any WallClock = SystemWallClock(),
        timer: any Clock<Duration> = ContinuousClock(), webCaller: any WebCaller = NoWebCaller(), logger: Logger
    ) {
        let incarnation = Identifier<ConductorRecord>.random().text
        surroundings = Surroundings(
            store: store, catalog: catalog, settings: settings, incarnation: incarnation, clock: clock,
            leases: LeaseKeeper(store: store, duration: settings.leaseDuration, clock: clock, logger: logger),
            webCaller: webCaller, logger: logger)
        self.timer = timer
    }

    /// Registers, works until graceful shutdown, then says that it is gone.
    ///
    /// - Throws: ``StorageError`` where it cannot register.
    package func run() async throws {
        try await registration.register()
        surroundings.logger.info(
            "the conductor is at work", metadata: ["conductor": "\(surroundings.settings.hostname)"])
        await withGracefulShutdownHandler {
            await withTaskGroup(of: Void.self) { upkeep in
                let settings = surroundings.settings
                upkeep.addTask { await every(settings.heartbeatInterval) { await registration.touch() } }
                upkeep.addTask { await every(settings.leaseDuration / 3) { await surroundings.leases.renewAll() } }
                upkeep.addTask { await every(Self.tidyingInterval) { await tidy() } }
                upkeep.addTask { await placeAllocations() }
                await work()
                upkeep.cancelAll()
            }
        } onGracefulShutdown: {
            inFlight.stop()
            surroundings.store.bell.ring()
        }
        await registration.leave()
    }

    private var registration: Registration { Registration(surroundings: surroundings) }

    private func every(_ interval: Duration, _ job: @Sendable () async -> Void) async {
        while !Task.isCancelled {
            do { try await timer.sleep(for: interval) } catch { return }
            await job()
        }
    }

    /// Looks for nodes whenever something has changed, and now and then in any case.
    private func placeAllocations() async {
        let placer = AllocationPlacer(surroundings: surroundings)
        let bell = surroundings.store.bell
        while !inFlight.isStopping, !Task.isCancelled {
            let seen = bell.rings
            await placer.tick()
            await bell.wait(after: seen, atMost: surroundings.settings.allocationInterval, on: timer)
        }
    }

    /// Forgets what nobody will ask for any more.
    private func tidy() async {
        let (now, settings) = (surroundings.clock.now, surroundings.settings)
        do {
            let (requests, runs, events, history) = try await surroundings.store.write { transaction in
                (
                    try transaction.requests.prune(before: now - settings.retention),
                    try transaction.runs.prune(before: now - settings.retention),
                    try transaction.events.prune(before: now - settings.eventRetention),
                    try transaction.history.prune(before: now - settings.retention, keeping: settings.keptHistory)
                )
            }
            surroundings.logger.debug(
                "old records were removed",
                metadata: [
                    "requests": "\(requests)", "runs": "\(runs)", "events": "\(events)", "history": "\(history)",
                ])
        } catch {
            surroundings.logger.error("old records could not be removed", metadata: ["error": "\(error)"])
        }
    }

    private func work() async {
        let bell = surroundings.store.bell
        await withDiscardingTaskGroup { group in
            while !inFlight.isStopping, !Task.isCancelled {
                let seen = bell.rings
                let agenda = await lookAround()
                for item in agenda.items where inFlight.begin(item.key) {
                    group.addTask {
                        await handle(item)
                        if inFlight.end(item.key, limit: surroundings.settings.maximumConcurrency) { bell.ring() }
                    }
                }
                await bell.wait(after: seen, atMost: agenda.pause, on: timer)
            }
        }
    }

    /// Reads what is to be done now, as much as there is room for, and when to look again.
    private func lookAround() async -> Agenda {
        let settings = surroundings.settings
        let now = surroundings.clock.now
        let room = settings.maximumConcurrency - inFlight.count
        guard room > 0 else { return Agenda(items: [], pause: settings.pollInterval) }
        let types = surroundings.catalog.types.map(\.name)
        do {
            return try await surroundings.store.read { transaction in
                let requests = try transaction.requests.claimable(
                    limit: room, hardwareTypes: types, groups: settings.group)
                let runs = try transaction.runs.due(now, hardwareTypes: types, group: settings.group, limit: room)
                let next = try transaction.runs.nextWake(now).map { max(.zero, $0 - now) } ?? settings.pollInterval
                return Agenda(
                    items: requests.map(Agenda.Item.request) + runs.map(Agenda.Item.run),
                    pause: max(Self.shortestPause, min(settings.pollInterval, next)))
            }
        } catch {
            surroundings.logger.error("the database cannot be read; tried again soon", metadata: ["error": "\(error)"])
            return Agenda(items: [], pause: settings.pollInterval)
        }
    }

    private func handle(_ item: Agenda.Item) async {
        let runner = Runner(surroundings: surroundings, isStopping: { inFlight.isStopping })
        do {
            switch item {
            case .request(let request):
                guard let admitted = try await Admission(surroundings: surroundings).process(request) else { return }
                let key = Agenda.Item.run(admitted.run).key
                _ = inFlight.begin(key)
                await runner.drive(admitted.run, under: admitted.lease)
                _ = inFlight.end(key, limit: surroundings.settings.maximumConcurrency)
            case .run(let run):
                guard let taken = try await RunRecords(surroundings: surroundings).takeUp(run.id) else { return }
                await runner.drive(taken.run, under: taken.lease)
            }
        } catch {
            surroundings.logger.error(
                "work was put off; tried again soon", metadata: ["work": "\(item.key)", "error": "\(error)"])
        }
    }

    private static let tidyingInterval = Duration.seconds(3_600)
    /// Keeps a run that is due but cannot be taken from turning the loop into a spin.
    private static let shortestPause = Duration.milliseconds(20)
}
