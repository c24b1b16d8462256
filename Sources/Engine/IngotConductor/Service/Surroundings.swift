import IngotHardware
import IngotMetrics
import IngotModel
import IngotStorage
import Logging

/// What every part of a conductor works with.
struct Surroundings: Sendable {
    let store: Store
    let catalog: HardwareCatalog
    let settings: ConductorSettings
    /// Tells this life of the conductor apart from earlier ones.
    let incarnation: String
    let clock: SharedClock
    let name = NameClaim()
    /// Measures how long an answer is waited for.
    var timer: any Clock<Duration> = ContinuousClock()
    /// Decides what is left to chance.
    var generator: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator()
    let leases: LeaseKeeper
    /// Work that this conductor does not understand.
    let unreadable = UnreadableWork()
    /// Sends what inspection rules ask for.
    var webCaller: any WebCaller = NoWebCaller()
    var meter = WorkMeter.none
    let logger: Logger

    /// Whether this host's clock goes right enough for its conductor to be on the ring.
    var isClockRight: Bool { clock.difference.allowsWork(settings) }

    /// Whether the conductor may take work beside the others.
    var mayShareWork: Bool { isClockRight && !name.isTaken }

    var planner: Planner { Planner(catalog: catalog, settings: settings) }

    /// The facts of a node as interfaces see them, or nil where the node is gone.
    func task(_ node: NodeID, arguments: [String: JSONValue]) async throws -> NodeTask? {
        try await store.read { try task(node, arguments: arguments, $0) }
    }

    func task(_ node: NodeID, arguments: [String: JSONValue], _ transaction: Transaction) throws -> NodeTask? {
        guard let found = try transaction.nodes.find(node) else { return nil }
        return task(
            found, ports: try transaction.ports.list(.of(node)), agent: try transaction.agents.find(node), arguments,
            at: clock.now)
    }

    func task(
        _ node: Node, ports: [Port], agent: AgentRecord?, _ arguments: [String: JSONValue], at now: Timestamp
    ) -> NodeTask {
        NodeTask(
            node: node, ports: ports, agent: agent, arguments: arguments, now: now,
            fastTrackDefault: settings.fastTrackDefault, fastTrackWindow: settings.fastTrackWindow)
    }

    /// Takes the node's lease within a transaction; nil where somebody else holds it.
    func acquire(_ node: NodeID, for purpose: String, _ transaction: Transaction) throws -> Lease? {
        try transaction.leases.acquire(
            node, holder: settings.hostname, incarnation: incarnation, purpose: purpose, now: clock.now,
            duration: settings.leaseDuration)
    }

    /// Writes, and writes again where another writer was first; each time from what is then in the database.
    func write<Value: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> Value) async throws -> Value {
        for _ in 1..<Self.attempts {
            do { return try await store.write(body) } catch StorageError.conflict { continue }
        }
        return try await store.write(body)
    }

    /// As ``write(_:)``, also in a task that is cancelled, whose writes the database would refuse: nothing must keep a
    /// conductor from letting go.
    func writeInAnyCase<Value: Sendable>(
        _ body: @escaping @Sendable (Transaction) throws -> Value
    ) async throws -> Value {
        try await Task { try await write(body) }.value
    }

    private static let attempts = 8
}

extension PortQuery {
    static func of(_ node: NodeID) -> PortQuery {
        var query = PortQuery()
        query.node = node
        return query
    }
}
