import AsyncToolkit
import IngotHardware
import IngotMetrics
import IngotModel
import IngotStorage
import Logging
import ServiceLifecycle

/// Takes requests and runs from the database and drives machines with them.
///
/// A conductor holds nothing that matters in memory. It looks for work when the bell rings, when a waiting run is due,
/// when another's lease runs out, and now and then in any case (``WorkLoop``): queued requests are answered
/// (``Admission``), and runs that are due or orphaned are driven on (``Runner``) from where their journal says they
/// stand. So `kill -9` costs the time until the lease is over and somebody looks.
///
/// Several conductors on one database share the nodes by a ring (``Membership``): each takes what is its own, and what
/// is going on when nodes move is finished by whoever holds the lease. Meanwhile a conductor says that it lives and
/// keeps its leases (``Pulse``), shows whose the nodes are (``Assignment``), and looks after them (``JobRunner``).
package struct Conductor: Service {
    private let surroundings: Surroundings
    private let inFlight = InFlight()
    private let departure = Departure()
    private let membership: Membership
    private let jobs: JobRunner
    /// Stands in the record that it enters of itself, and tells this life from earlier ones.
    package var incarnation: String { surroundings.incarnation }

    /// - Parameters:
    ///   - steadyClock: counts what passes between two beats, whatever `clock` is set to; `clock` itself without one.
    ///   - jobObserver: hears of each tick of a periodic job that has ended.
    package init(
        store: Store, catalog: HardwareCatalog, settings: ConductorSettings, clock: any WallClock = SystemWallClock(),
        steadyClock: (any WallClock)? = nil, timer: any Clock<Duration> = ContinuousClock(),
        webCaller: any WebCaller = NoWebCaller(),
        jobObserver: @escaping @Sendable (JobStatus) -> Void = { _ in }, meters: Meters = .none, logger: Logger
    ) {
        let incarnation = Identifier<ConductorRecord>.random().text
        let (meter, shared) = (WorkMeter(meters), SharedClock(clock, steady: steadyClock))
        surroundings = Surroundings(
            store: store, catalog: catalog, settings: settings, incarnation: incarnation, clock: shared,
            timer: timer,
            leases: LeaseKeeper(
                store: store, duration: settings.leaseDuration, clock: shared, meter: meter, logger: logger),
            webCaller: webCaller, meter: meter, logger: logger)
        let membership = Membership(
            settings: settings, incarnation: incarnation, hardwareTypes: catalog.types.map(\.name))
        self.membership = membership
        jobs = JobRunner(
            surroundings,
            owns: { [surroundings] in
                surroundings.mayShareWork && membership.owns($0, hardwareType: $1, group: $2)
            }, observer: jobObserver)
    }

    /// Registers, works until graceful shutdown or until a drain is done, then says that it is gone.
    ///
    /// - Throws: ``StorageError`` where it cannot register.
    package func run() async throws {
        let registration = Registration(surroundings: surroundings)
        try await registration.register()
        await pulse.beat()
        log("the conductor is at work")
        await withGracefulShutdownHandler {
            await withTaskGroup(of: Void.self) { upkeep in
                upkeep.addTask { await pulse.run() }
                upkeep.addTask { await jobs.run() }
                upkeep.addTask { await Assignment(surroundings: surroundings, membership: membership).run() }
                await WorkLoop(
                    surroundings: surroundings, inFlight: inFlight, membership: membership, departure: departure
                ).run()
                upkeep.cancelAll()
            }
        } onGracefulShutdown: {
            inFlight.stop()
            surroundings.store.bell.ring()
        }
        await registration.leave()
    }

    /// Takes nothing new from now on, lets what is in flight finish or suspend, and ends ``run()`` when nothing is left
    /// or the time for it is up.
    package func drain() async {
        departure.ask(until: surroundings.clock.now + surroundings.settings.drainTimeout)
        log("the conductor is draining and will end when its work is done or with others")
        await pulse.beat()
        surroundings.store.bell.ring()
    }

    private var pulse: Pulse {
        Pulse(surroundings: surroundings, inFlight: inFlight, membership: membership, departure: departure)
    }

    private func log(_ message: Logger.Message) {
        surroundings.logger.info(message, metadata: ["conductor": "\(surroundings.settings.hostname)"])
    }
}
