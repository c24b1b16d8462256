import IngotModel
import Logging

@testable import IngotConductor
@testable import IngotStorage

/// One of several conductors on the lab's database, moved by hand: no loop, no timer.
struct Peer {
    let surroundings: Surroundings
    let inFlight = InFlight()
    let departure = Departure()
    let membership: Membership

    /// Registers the conductor; `change` may set its limits.
    init(
        _ hostname: String, in lab: Lab, through seam: any Seam = Mains(), clock: (any WallClock)? = nil,
        generator: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator(), logger: Logger? = nil,
        change: (inout ConductorSettings) -> Void = { _ in }
    ) async throws {
        let made = try lab.surroundings(hostname, seam, clock: clock)
        var settings = made.settings
        change(&settings)
        surroundings = Surroundings(
            store: made.store, catalog: made.catalog, settings: settings, incarnation: made.incarnation,
            clock: made.clock, timer: made.timer, generator: generator, leases: made.leases,
            logger: logger ?? made.logger)
        membership = Membership(
            settings: settings, incarnation: made.incarnation, hardwareTypes: made.catalog.types.map(\.name))
        try await Registration(surroundings: surroundings).register()
    }

    var hostname: String { surroundings.settings.hostname }

    var pulse: Pulse {
        Pulse(surroundings: surroundings, inFlight: inFlight, membership: membership, departure: departure)
    }

    var loop: WorkLoop {
        WorkLoop(surroundings: surroundings, inFlight: inFlight, membership: membership, departure: departure)
    }

    func look() async -> Agenda {
        await LookAround(
            surroundings: surroundings, inFlight: inFlight, membership: membership, departure: departure
        ).agenda()
    }

    /// Looks once and does what it found, one after the other.
    ///
    /// - Returns: how much that was.
    @discardableResult
    func work() async -> Int {
        let items = await look().items
        for item in items where inFlight.begin(item.key) {
            await loop.handle(item)
            inFlight.end(item.key, limit: surroundings.settings.maximumConcurrency)
        }
        return items.count
    }

    func owns(_ node: NodeID) -> Bool { membership.owns(node, hardwareType: "world", group: "") }
}

extension Lab {
    /// So many nodes of the lab's own hardware.
    func addNodes(_ count: Int, in state: ProvisionState) async throws -> [NodeID] {
        let now = clock.now
        let nodes = (0..<count).map { _ in
            var node = Node(id: .random(), driver: "world", createdAt: now)
            node.interfaces = [.deploy: "world", .power: "fake", .management: "noop"]
            node.instanceInfo = ["image_source": "http://192.0.2.1/image"]
            node.provisionState = state
            return node
        }
        try await store.write { transaction in for node in nodes { try transaction.nodes.insert(node) } }
        return nodes.map(\.id)
    }

    func ask(_ verb: Verb, of node: NodeID) async throws -> RequestID {
        clock.advance(by: .milliseconds(1))
        let request = NodeRequest(node: node, kind: .provision(verb), requestedAt: clock.now)
        try await store.write { try $0.requests.insert(request) }
        return request.id
    }

    func node(_ id: NodeID) async throws -> Node? { try await store.read { try $0.nodes.find(id) } }
    func activeRun(_ node: NodeID) async throws -> Run? { try await store.read { try $0.runs.active(node) } }
}

extension Agenda.Item {
    var node: NodeID {
        switch self {
        case .request(let request): request.node
        case .run(let run): run.node
        }
    }
}
