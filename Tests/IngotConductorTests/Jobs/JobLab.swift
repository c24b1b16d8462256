import AsyncToolkit
import IngotDrivers
import IngotHardware
import IngotModel
import Logging
import Synchronization

@testable import IngotConductor
@testable import IngotStorage

/// A database and BMCs that say what the test tells them to.
struct JobLab {
    let store: Store
    let clock = HandClock()
    let timer = HandTimer()
    let bmcs = BMCs()
    let surroundings: Surroundings

    init(_ change: (inout ConductorSettings) -> Void = { _ in }) async throws {
        store = Store(engine: try SQLiteEngine(inMemoryWithin: SQLiteLimits()))
        try await store.migrate()
        var settings = ConductorSettings(hostname: "lab", waits: [.cleanWait: .seconds(600)])
        change(&settings)
        var logger = Logger(label: "lab")
        logger.logLevel = .critical
        let catalog = try HardwareCatalog(
            types: [HardwareType(name: "metal", interfaces: [.power: ["bmc", "blind"]])],
            implementations: [
                .power: [
                    ScriptedPower(name: "bmc", bmcs: bmcs),
                    ScriptedPower(name: "blind", observesPower: false, bmcs: bmcs),
                ]
            ])
        let shared = SharedClock(clock)
        surroundings = Surroundings(
            store: store, catalog: catalog, settings: settings, incarnation: "life-1", clock: shared, timer: timer,
            leases: LeaseKeeper(store: store, duration: settings.leaseDuration, clock: shared, logger: logger),
            logger: logger)
    }

    func nodes(owns: @escaping NodeOwnership = { _, _, _ in true }) -> OwnNodes {
        OwnNodes(surroundings: surroundings, owns: owns)
    }

    @discardableResult
    func add(_ state: ProvisionState = .available, _ change: (inout Node) -> Void = { _ in }) async throws -> NodeID {
        var node = Node(id: .random(), driver: "metal", createdAt: clock.now)
        node.interfaces = [.power: "bmc"]
        node.provisionState = state
        node.provisionUpdatedAt = clock.now
        node.powerState = .off
        change(&node)
        let added = node
        try await store.write { try $0.nodes.insert(added) }
        return node.id
    }

    func find(_ id: NodeID) async throws -> Node? { try await store.read { try $0.nodes.find(id) } }

    func history(_ id: NodeID) async throws -> [HistoryEntry] {
        try await store.read { try $0.history.list(Listing(HistoryFilter(node: id))) }
    }

    /// Has somebody hold the node.
    func hold(_ id: NodeID, by holder: String = "other") async throws {
        let now = clock.now
        _ = try await store.write {
            try $0.leases.acquire(
                id, holder: holder, incarnation: "life-0", purpose: "provision:active", now: now, duration: .seconds(30)
            )
        }
    }

    /// Gives the node a run that waits.
    func run(_ id: NodeID, _ change: (inout Run) -> Void = { _ in }) async throws {
        let plan = Plan(verb: "clean", from: .manageable, target: .manageable, steps: [])
        var run = Run(
            node: id, kind: .provision(.clean), arguments: [:], plan: plan, requestedAt: clock.now, startedAt: clock.now
        )
        run.state = .suspended
        run.wakeAt = clock.now + .seconds(86_400)
        change(&run)
        let added = run
        try await store.write { try $0.runs.insert(added) }
    }

    func register(_ hostname: String, isOnline: Bool = true) async throws {
        let record = ConductorRecord(
            hostname: hostname, group: "", incarnation: "life-1", startedAt: clock.now, lastSeen: clock.now,
            isOnline: isOnline)
        try await store.write { try $0.conductors.register(record, offers: []) }
    }
}

/// What the machines say when they are asked for their power; those of which nothing was told say that they are off.
final class BMCs: Sendable {
    enum Answer: Sendable {
        case state(PowerState?)
        case failure(HardwareProblem)
        /// Never, until the asker gives up.
        case silence
    }

    private let state = Mutex<(answers: [NodeID: Answer], asked: [NodeID])>(([:], []))

    var asked: [NodeID] { state.withLock(\.asked) }
    func tell(_ node: NodeID, _ answer: Answer) { state.withLock { $0.answers[node] = answer } }

    func answer(_ node: NodeID) -> Answer {
        state.withLock { state in
            state.asked.append(node)
            return state.answers[node] ?? .state(.off)
        }
    }
}

struct ScriptedPower: PowerInterface {
    let name: String
    var observesPower = true
    let bmcs: BMCs
    let supportedTargets = Set(PowerTarget.allCases)

    func validate(_ task: NodeTask) async throws {}
    func state(of task: NodeTask) async throws -> PowerState? {
        switch bmcs.answer(task.node.id) {
        case .state(let state): return state
        case .failure(let problem): throw problem
        case .silence:
            try await EndlessClock().sleep(for: .seconds(3_600))
            return nil
        }
    }
    func step(for target: PowerTarget) -> any StepBody { FakePower(delay: .zero).step(for: target) }
}
