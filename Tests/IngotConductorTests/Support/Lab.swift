import AsyncToolkit
import IngotDrivers
import IngotHardware
import IngotModel
import Logging

@testable import IngotConductor
@testable import IngotStorage

/// One database and one machine, on which conductors live one after the other.
struct Lab {
    let engine: any Engine
    let clock = HandClock()
    let world = World()
    var failure: String?
    let node: NodeID = .random()

    init(failure: String? = nil) async throws {
        engine = try SQLiteEngine(inMemoryWithin: SQLiteLimits())
        self.failure = failure
        try await Store(engine: engine).migrate()
    }

    var store: Store { Store(engine: engine) }

    /// A node of the lab's own hardware in a given state.
    func addNode(in state: ProvisionState, change: (inout Node) -> Void = { _ in }) async throws {
        var node = Node(id: node, driver: "world", createdAt: clock.now)
        node.interfaces = [.deploy: "world", .power: "fake", .management: "noop"]
        node.instanceInfo = ["image_source": "http://192.0.2.1/image"]
        node.provisionState = state
        change(&node)
        let added = node
        try await store.write { try $0.nodes.insert(added) }
    }

    /// A node with the shipped fake interfaces.
    func addFakeNode(in state: ProvisionState, change: (inout Node) -> Void = { _ in }) async throws {
        try await addNode(in: state) { node in
            node.interfaces = Self.fakeInterfaces
            change(&node)
        }
    }

    static let fakeInterfaces: [InterfaceKind: String] = [
        .bios: "fake", .console: "fake", .deploy: "fake", .firmware: "fake", .inspect: "fake", .management: "fake",
        .network: "noop", .power: "fake", .raid: "fake", .rescue: "fake", .vendor: "fake",
    ]

    func ask(_ kind: NodeRequest.Kind, _ arguments: [String: JSONValue] = [:]) async throws -> RequestID {
        let request = NodeRequest(node: node, kind: kind, arguments: arguments, requestedAt: clock.now)
        try await store.write { try $0.requests.insert(request) }
        return request.id
    }

    func current() async throws -> Node? {
        let id = node
        return try await store.read { try $0.nodes.find(id) }
    }

    func request(_ id: RequestID) async throws -> NodeRequest? { try await store.read { try $0.requests.find(id) } }

    func journal() async throws -> [JournalEntry] {
        let id = node
        return try await store.read { transaction in
            try transaction.runs.list(id, limit: 10).flatMap { try transaction.journal.entries($0.id) }
        }
    }

    /// A conductor that dies at the given write, or lives.
    func conductor(cutAt: Int? = nil, _ moment: CuttingEngine.Moment = .beforeCommit) throws -> Life {
        let cutting = CuttingEngine(engine, cutAt: cutAt, moment)
        return Life(lab: self, engine: cutting, surroundings: try surroundings(Store(engine: cutting)))
    }

    private func surroundings(_ store: Store) throws -> Surroundings {
        let settings = ConductorSettings(hostname: "lab", waits: [.deployWait: .seconds(100)])
        var logger = Logger(label: "lab")
        logger.logLevel = .critical
        let catalog = try HardwareCatalog(
            types: [
                HardwareType(name: "world", interfaces: [.deploy: ["world"], .power: ["fake"], .management: ["noop"]])
            ],
            implementations: [
                .deploy: [WorldDeploy(world: world, failure: failure), FakeDeploy(delay: .seconds(5))],
                .bios: [FakeBIOS(delay: .seconds(5)), PassiveInterface("no-bios")],
                .firmware: [FakeFirmware(delay: .seconds(5)), PassiveInterface("no-firmware")],
                .inspect: [FakeInspect(delay: .seconds(5)), PassiveInterface("no-inspect")],
                .rescue: [FakeRescue(delay: .seconds(5)), PassiveInterface("no-rescue")],
                .console: [FakeConsole(), PassiveInterface("no-console")],
                .management: [FakeManagement(), NoopManagement()], .network: [NoopNetwork()],
                .power: [FakePower(delay: .seconds(1))], .raid: [FakeRAID(), PassiveInterface("no-raid")],
                .vendor: [FakeVendor(delay: .seconds(5)), PassiveInterface("no-vendor")],
            ])
        return Surroundings(
            store: store, catalog: catalog, settings: settings, incarnation: Identifier<Lab>.random().text,
            clock: clock,
            leases: LeaseKeeper(store: store, duration: settings.leaseDuration, clock: clock, logger: logger),
            logger: logger)
    }
}

/// One life of a conductor, moved by hand: no loop, no timer.
struct Life {
    let lab: Lab
    let engine: CuttingEngine
    let surroundings: Surroundings

    /// Does all there is to do, moving the clock to whatever is due next, until nothing is or the process is dead.
    func settle() async { await settle { true } }

    /// As ``settle()``, but looks around so often at most.
    func settle(steps: Int) async throws {
        var left = steps
        await settle {
            left -= 1
            return left >= 0
        }
    }

    private func settle(while goesOn: () -> Bool) async {
        do {
            try await Registration(surroundings: surroundings).register()
            while goesOn(), try await step() {}
        } catch {
            // Killed; what matters is what the next life makes of it.
        }
    }

    private func step() async throws -> Bool {
        let now = surroundings.clock.now
        let (requests, runs, next) = try await surroundings.store.read { transaction in
            (
                try transaction.requests.claimable(limit: 10, hardwareTypes: ["world"], groups: ""),
                try transaction.runs.due(now, hardwareTypes: ["world"], group: "", limit: 10),
                try transaction.runs.nextWake(now)
            )
        }
        let runner = Runner(surroundings: surroundings, isStopping: { false })
        for request in requests {
            if let admitted = try await Admission(surroundings: surroundings).process(request) {
                await runner.drive(admitted.run, under: admitted.lease)
            }
        }
        for run in runs {
            if let taken = try await RunRecords(surroundings: surroundings).takeUp(run.id) {
                await runner.drive(taken.run, under: taken.lease)
            }
        }
        if requests.isEmpty, runs.isEmpty, let next { lab.clock.advance(by: max(.zero, next - now)) }
        return !(requests.isEmpty && runs.isEmpty && next == nil)
    }
}
