import IngotHardware
import IngotMetrics
import IngotModel
import Logging

@testable import IngotConductor
@testable import IngotStorage

/// One database and one machine, on which conductors live one after the other.
struct Lab {
    let engine: any Engine
    let clock = HandClock()
    let world: World
    var failure: String?
    let node: NodeID = .random()

    init(failure: String? = nil, world: World = World()) async throws {
        self.init(in: try await Self.database(), failure: failure, world: world)
    }

    /// A lab in a database that others have used before, and have left empty.
    init(in engine: any Engine, failure: String? = nil, world: World = World()) {
        self.engine = engine
        self.failure = failure
        self.world = world
    }

    /// A database in memory with all tables and no rows.
    static func database() async throws -> any Engine {
        let engine = try SQLiteEngine(inMemoryWithin: SQLiteLimits())
        try await Store(engine: engine).migrate()
        return engine
    }

    /// Leaves the database as if nothing had been; making a new one takes far longer.
    func clear() async throws {
        try await engine.write { connection in
            for table: SQL in ["node", "conductor", "deploy_template", "runbook", "event"] {
                try connection.execute("DELETE FROM \(table)")
            }
        }
    }

    var store: Store { Store(engine: engine) }

    static let fakeInterfaces = LabHardware.fakeInterfaces

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

    /// A conductor whose power is cut at the given moment, or never.
    func conductor(_ hostname: String = "lab", cutAt cut: Int? = nil) throws -> Life {
        let mains = Mains(cutAt: cut)
        return Life(lab: self, mains: mains, surroundings: try surroundings(hostname, mains))
    }

    /// What a conductor works with that does everything through a seam.
    func surroundings(
        _ hostname: String, _ seam: any Seam, clock other: (any WallClock)? = nil, states: StateMeter = .none
    ) throws -> Surroundings {
        let settings = ConductorSettings(hostname: hostname, waits: [.deployWait: .seconds(100)])
        let clock = SharedClock(other ?? clock)
        let store = Store(engine: SeamEngine(engine: engine, seam: seam), states: states)
        var logger = Logger(label: hostname)
        logger.logLevel = .critical
        return Surroundings(
            store: store, catalog: try LabHardware.catalog(world, failure: failure, seam), settings: settings,
            incarnation: Identifier<Lab>.random().text, clock: clock, timer: EndlessClock(),
            leases: LeaseKeeper(store: store, duration: settings.leaseDuration, clock: clock, logger: logger),
            logger: logger)
    }
}
