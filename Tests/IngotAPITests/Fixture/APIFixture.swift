import HTTPTypes
import Hummingbird
import HummingbirdTesting
import IngotAPI
import IngotModel
import IngotStorage
import Logging

/// The API over a database of its own, with a conductor that offers two hardware types.
struct APIFixture: Sendable {
    let store: Store
    let clock: HandClock
    let client: any TestClientProtocol

    static func run(
        _ conductor: ScriptedConductor? = nil, access: AccessControl = .open, metrics: MetricsSource? = nil,
        on given: Store? = nil, configure: (inout APIConfiguration) -> Void = { _ in },
        _ body: @escaping @Sendable (APIFixture) async throws -> Void
    ) async throws {
        var configuration = APIConfiguration()
        configuration.answerTimeout = .seconds(30)
        configuration.lockPatience = .zero
        configuration.pollInterval = .seconds(30)
        configure(&configuration)
        let store = try given ?? Store.inMemory()
        try await store.migrate()
        let clock = HandClock()
        try await register(in: store, at: clock.now)
        var logger = Logger(label: "api.test")
        logger.logLevel = .critical
        let router = makeRouter(
            store: store, configuration: configuration, access: access, clock: clock, metrics: metrics,
            logger: logger)
        let application = Application(router: router, logger: logger)
        try await withThrowingTaskGroup(of: Void.self) { group in
            if let conductor { group.addTask { try await conductor.run(on: store) } }
            try await application.test(.router) { client in
                try await body(APIFixture(store: store, clock: clock, client: client))
            }
            group.cancelAll()
        }
        await store.close()
    }

    private static func register(in store: Store, at now: Timestamp) async throws {
        let record = ConductorRecord(
            hostname: "conductor-1", group: "", incarnation: "first", startedAt: now, lastSeen: now,
            drivers: ["fake-hardware", "manual-management"])
        try await store.write { try $0.conductors.register(record, offers: offers) }
    }

    static let offers: [OfferedInterface] = InterfaceKind.allCases.flatMap { kind -> [OfferedInterface] in
        let manual: [InterfaceKind: String] = [
            .power: "agent", .deploy: "direct", .management: "noop", .network: "noop", .boot: "ipxe",
        ]
        return [
            .init(hardwareType: "fake-hardware", kind: kind, implementation: "fake", isDefault: true),
            .init(
                hardwareType: "manual-management", kind: kind, implementation: manual[kind] ?? "no-\(kind.rawValue)",
                isDefault: true),
        ]
            + (kind == .network
                ? [.init(hardwareType: "fake-hardware", kind: kind, implementation: "noop", isDefault: false)] : [])
    }

    func send(
        _ method: HTTPRequest.Method, _ path: String, _ body: JSONValue? = nil, version: Int? = 115,
        headers: [String: String] = [:]
    ) async throws -> Answer {
        try await raw(method, path, body?.serialized(), version: version, headers: headers)
    }

    func raw(
        _ method: HTTPRequest.Method, _ path: String, _ body: String?, version: Int? = 115,
        headers: [String: String] = [:]
    ) async throws -> Answer {
        try await bytes(method, path, body.map { Array($0.utf8) }, version: version, headers: headers)
    }

    func bytes(
        _ method: HTTPRequest.Method, _ path: String, _ body: [UInt8]?, version: Int? = 115,
        headers: [String: String] = [:]
    ) async throws -> Answer {
        var fields: HTTPFields = [:]
        if body != nil { fields[.contentType] = "application/json" }
        var all = headers
        if let version { all["X-OpenStack-Ironic-API-Version"] = "1.\(version)" }
        for (name, value) in all {
            if let name = HTTPField.Name(name) { fields[name] = value }
        }
        let response = try await client.execute(
            uri: path, method: method, headers: fields, body: body.map { ByteBuffer(bytes: $0) })
        return Answer(response)
    }

    func get(_ path: String, version: Int? = 115) async throws -> Answer {
        try await send(.get, path, version: version)
    }

    /// A stored node, shaped by the test.
    @discardableResult
    func node(_ name: String? = nil, _ shape: (inout Node) -> Void = { _ in }) async throws -> Node {
        var node = Node(id: .random(), driver: "fake-hardware", createdAt: clock.now)
        node.name = name
        for kind in InterfaceKind.allCases { node.interfaces[kind] = "fake" }
        shape(&node)
        clock.advance(by: .seconds(1))
        let stored = node
        try await store.write { try $0.nodes.insert(stored) }
        return stored
    }

    func stored(_ node: Node) async throws -> Node? { try await store.read { try $0.nodes.find(node.id) } }

    /// Has a conductor hold the node.
    func lock(_ node: Node) async throws {
        let now = clock.now
        _ = try await store.write {
            try $0.leases.acquire(
                node.id, holder: "conductor-1", incarnation: "first", purpose: "provision:active", now: now,
                duration: .seconds(60))
        }
    }
}
