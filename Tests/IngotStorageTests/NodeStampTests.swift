import IngotModel
import IngotTestKit
import Testing

@testable import IngotStorage

struct NodeStampTests {
    /// Everything that changes what an answer shows of a node.
    static let changes: [(name: String, change: @Sendable (NodeID, Transaction) throws -> Void)] = [
        (
            "the node",
            { id, transaction in
                guard var node = try transaction.nodes.find(id) else { return }
                node.extra = ["a": 1]
                try transaction.nodes.update(node)
            }
        ),
        ("a token", { _ = try $1.agents.claimToken($0, token: Secret("t"), at: Samples.now) }),
        (
            "a heartbeat",
            { id, transaction in
                var record = AgentRecord(node: id)
                record.lastHeartbeat = Samples.now
                try transaction.agents.upsert(record)
            }
        ),
        (
            "another of the same moment",
            { id, transaction in
                var record = AgentRecord(node: id)
                record.lastHeartbeat = Samples.now
                record.status = "waiting"
                try transaction.agents.upsert(record)
            }
        ),
        ("silence", { _ = try $1.agents.forgetSilent($0, since: Samples.now + .seconds(1)) }),
        (
            "a lease",
            {
                _ = try $1.leases.acquire(
                    $0, holder: "h", incarnation: "a", purpose: "p", now: Samples.now, duration: .seconds(10))
            }
        ),
        (
            "its end",
            { id, transaction in
                guard let lease = try transaction.leases.find(id) else { return }
                try transaction.leases.release(lease)
            }
        ),
    ]

    @Test(arguments: StorageEngine.allCases)
    func `each change that shows changes the stamp`(_ engine: StorageEngine) async throws {
        let node = Samples.node { $0.name = "alpha" }
        try await StorageFixture.withStore(engine) { store in
            try await store.write { try $0.nodes.insert(node) }
            var before = try await store.read { try $0.nodes.stamp(node.id, at: Samples.now) }
            for (name, change) in Self.changes {
                let generation = store.stampGeneration
                let during = try await store.write { transaction in
                    try change(node.id, transaction)
                    return store.stampGeneration
                }
                #expect(during == nil, "what is remembered must not be trusted during \(name)")
                #expect(engine == .postgreSQL || store.stampGeneration != generation, "\(name)")
                let after = try await store.read { try $0.nodes.stamp(node.id, at: Samples.now) }
                #expect(after != before, "\(name)")
                #expect(try await store.read { try $0.nodes.stamp(name: "alpha", at: Samples.now) } == after)
                before = after
            }
        }
    }

    /// What is written all the time, and nothing that a node's stamp is made of.
    static let others: [(name: String, change: @Sendable (Node, Transaction) throws -> Void)] = [
        ("nothing", { _, _ in }),
        ("an event", { $1.events.append(Event(.timeline, at: Samples.now, node: $0.id, body: [:])) }),
        ("a port", { try $1.ports.insert(Samples.port($0)) }),
        ("a request", { try $1.requests.insert(Samples.request($0)) }),
        ("a sign of life", { _, transaction in _ = try transaction.conductors.setOffline("host-1", incarnation: "a") }),
    ]

    @Test(arguments: StorageEngine.allCases)
    func `what is remembered of nodes outlives what else is written`(_ engine: StorageEngine) async throws {
        let node = Samples.node()
        try await StorageFixture.withStore(engine) { store in
            try await store.write { try $0.nodes.insert(node) }
            let before = store.stampGeneration
            #expect((before == nil) == (engine == .postgreSQL), "others write to PostgreSQL, too")
            for (name, change) in Self.others {
                try await store.write { try change(node, $0) }
                #expect(store.stampGeneration == before, "\(name)")
            }
        }
    }

    @Test(arguments: [
        ("UPDATE node SET x = 1", "node"), ("UPDATE \"node\" SET x", "node"), ("DELETE FROM lease\nWHERE x", "lease"),
        ("INSERT INTO agent_record(x) VALUES (1)", "agent_record"), ("INSERT INTO \"event\" (x)", "event"),
        ("WITH a AS (SELECT 1) UPDATE node SET x = 1", nil), ("DROP TABLE node", nil), ("", nil),
    ])
    func `statements are told by the table that they change`(statement: String, table: String?) {
        #expect(StampChanges.target(of: statement).map(String.init) == table)
    }

    @Test(arguments: StorageEngine.allCases)
    func `a node that takes the place of a deleted one has another stamp`(_ engine: StorageEngine) async throws {
        let node = Samples.node()
        var next = Node(id: node.id, driver: node.driver, createdAt: node.createdAt + .seconds(1))
        next.name = "another"
        let successor = next
        try await StorageFixture.withStore(engine) { store in
            try await store.write { try $0.nodes.insert(node) }
            let before = try await store.read { try $0.nodes.stamp(node.id, at: Samples.now) }
            try await store.write { transaction in
                try transaction.nodes.delete(node.id)
                try transaction.nodes.insert(successor)
            }
            #expect(try await store.read { try $0.nodes.stamp(node.id, at: Samples.now) } != before)
        }
    }

    @Test(arguments: StorageEngine.allCases)
    func `a lease counts until it runs out, and its renewal changes nothing`(_ engine: StorageEngine) async throws {
        try await StorageFixture.withStore(engine) { store in
            let (node, lease) = try await store.write { try $0.heldNode(for: .seconds(10)) }
            let held = try await store.read { try $0.nodes.stamp(node.id, at: Samples.now) }
            #expect(held?.heldFence == lease.fence)
            #expect(
                try await store.read { try $0.nodes.stamp(node.id, at: Samples.now + .seconds(11)) }?.heldFence == nil)
            try await store.write { _ = try $0.leases.renew(lease, until: Samples.now + .seconds(20)) }
            #expect(try await store.read { try $0.nodes.stamp(node.id, at: Samples.now) } == held)
        }
    }

    @Test(arguments: StorageEngine.allCases)
    func `stamps come in the order of the list`(_ engine: StorageEngine) async throws {
        let nodes = NodeListTests.nodes
        try await StorageFixture.withStore(engine) { store in
            try await store.write { transaction in
                try transaction.chassis.insert(Samples.chassis)
                for node in nodes { try transaction.nodes.insert(node) }
            }
            var query = NodeQuery()
            query.sortKey = .name
            query.ascending = false
            query.limit = 7
            query.conductorGroup = "hall-2"
            query.marker = nodes[3].id
            let page = query
            try await store.read { transaction throws in
                let listed = try transaction.nodes.list(page)
                let stamps = try transaction.nodes.stamps(page, at: Samples.now)
                #expect(stamps.map(\.node) == listed.map(\.id))
                #expect(stamps.map(\.owner) == listed.map(\.owner))
                #expect(stamps.count > 2)
            }
        }
    }
}
