import IngotModel
import IngotTestKit
import Testing

@testable import IngotStorage

struct NodeTests {
    @Test(arguments: StorageEngine.allCases)
    func `a node comes back with every field as it went in`(_ engine: StorageEngine) async throws {
        try await StorageFixture.withStore(engine) { store in
            try await store.write { try $0.chassis.insert(Samples.chassis) }
            for node in [Samples.fullNode(), Samples.node()] {
                try await store.write { try $0.nodes.insert(node) }
                #expect(try await store.read { try $0.nodes.find(node.id) } == node)
            }
        }
    }

    @Test(arguments: StorageEngine.allCases)
    func `a node is found by its identifier and by its name`(_ engine: StorageEngine) async throws {
        let node = Samples.node { $0.name = "alpha" }
        try await StorageFixture.withStore(engine) { store in
            try await store.write { try $0.nodes.insert(node) }
            #expect(try await store.read { try $0.nodes.resolve("alpha") } == node)
            #expect(try await store.read { try $0.nodes.resolve(node.id.text.uppercased()) } == node)
            #expect(try await store.read { try $0.nodes.resolve("beta") } == nil)
            #expect(try await store.read { try $0.nodes.find(.random()) } == nil)
        }
    }

    @Test(arguments: StorageEngine.allCases, ["uuid", "name", "instance_uuid"])
    func `a duplicate is refused and named`(_ engine: StorageEngine, _ field: String) async throws {
        let first = Samples.fullNode()
        let second = Samples.node { node in
            if field == "uuid" { node.id = first.id }
            if field == "name" { node.name = first.name }
            if field == "instance_uuid" { node.instanceID = first.instanceID }
        }
        let value = ["uuid": first.id.text, "name": first.name, "instance_uuid": first.instanceID][field] ?? nil
        try await StorageFixture.withStore(engine) { store in
            try await store.write { transaction in
                try transaction.chassis.insert(Samples.chassis)
                try transaction.nodes.insert(first)
            }
            await #expect(throws: StorageError.duplicate(entity: "node", field: field, value: value ?? "")) {
                try await store.write { try $0.nodes.insert(second) }
            }
        }
    }

    @Test(arguments: StorageEngine.allCases)
    func `an update counts the revision and refuses who saw an older one`(_ engine: StorageEngine) async throws {
        let node = Samples.node()
        var changed = node
        changed.provisionState = .manageable
        changed.updatedAt = Samples.now + .seconds(9)
        let wanted = changed
        try await StorageFixture.withStore(engine) { store in
            try await store.write { try $0.nodes.insert(node) }
            let updated = try await store.write { try $0.nodes.update(wanted) }
            #expect(updated.revision == 1)
            #expect(try await store.read { try $0.nodes.find(node.id) } == updated)
            await #expect(throws: StorageError.conflict(entity: "node", id: node.id.text)) {
                try await store.write { try $0.nodes.update(wanted) }
            }
        }
    }

    @Test(arguments: StorageEngine.allCases)
    func `an update to another node's name is a duplicate`(_ engine: StorageEngine) async throws {
        let first = Samples.node { $0.name = "alpha" }
        let second = Samples.node { $0.name = "beta" }
        var renamed = second
        renamed.name = "alpha"
        let wanted = renamed
        try await StorageFixture.withStore(engine) { store in
            try await store.write { try $0.nodes.insert(first) }
            try await store.write { try $0.nodes.insert(second) }
            await #expect(throws: StorageError.duplicate(entity: "node", field: "name", value: "alpha")) {
                try await store.write { try $0.nodes.update(wanted) }
            }
        }
    }

    @Test(arguments: StorageEngine.allCases)
    func `a node that is not there can be neither changed nor deleted`(_ engine: StorageEngine) async throws {
        let node = Samples.node()
        try await StorageFixture.withStore(engine) { store in
            await #expect(throws: StorageError.missing(entity: "node", id: node.id.text)) {
                try await store.write { try $0.nodes.update(node) }
            }
            await #expect(throws: StorageError.missing(entity: "node", id: node.id.text)) {
                try await store.write { try $0.nodes.delete(node.id) }
            }
        }
    }

    @Test(arguments: StorageEngine.allCases)
    func `deleting a node takes everything with it`(_ engine: StorageEngine) async throws {
        try await StorageFixture.withStore(engine) { store in
            let (node, run, request) = try await store.write { transaction in
                let (node, lease) = try transaction.heldNode()
                let (run, request) = (Samples.run(node), Samples.request(node))
                try transaction.ports.insert(Samples.port(node))
                try transaction.agents.upsert(AgentRecord(node: node.id))
                try transaction.requests.insert(request)
                try transaction.runs.insert(run)
                try transaction.journal.append(run.id, kind: .started, at: Samples.now, under: lease)
                return (node, run, request)
            }
            try await store.write { try $0.nodes.delete(node.id) }
            try await store.read { transaction throws in
                #expect(try transaction.ports.list(PortQuery()).isEmpty)
                #expect(try transaction.agents.find(node.id) == nil)
                #expect(try transaction.requests.find(request.id) == nil)
                #expect(try transaction.leases.find(node.id) == nil)
                #expect(try transaction.runs.find(run.id) == nil)
                #expect(try transaction.journal.entries(run.id).isEmpty)
            }
        }
    }

    @Test(arguments: StorageEngine.allCases)
    func `large values come back whole`(_ engine: StorageEngine) async throws {
        let text = String(repeating: "0123456789abcdef-é", count: 200_000)
        let node = Samples.node { $0.instanceInfo = ["configdrive": .string(text)] }
        try await StorageFixture.withStore(engine) { store in
            try await store.write { try $0.nodes.insert(node) }
            #expect(try await store.read { try $0.nodes.find(node.id) } == node)
        }
    }

    @Test(arguments: StorageEngine.allCases)
    func `a text with a NUL is refused in plain words`(_ engine: StorageEngine) async throws {
        let node = Samples.node { $0.description = "before\0after" }
        try await StorageFixture.withStore(engine) { store in
            let error = await #expect(throws: StorageError.self) {
                try await store.write { try $0.nodes.insert(node) }
            }
            #expect(error?.description.contains("NUL character") == true)
            // Inside JSON a NUL is escaped, so it is text like any other.
            let escaped = Samples.node { $0.extra = ["a": "before\0after"] }
            try await store.write { try $0.nodes.insert(escaped) }
            #expect(try await store.read { try $0.nodes.find(escaped.id) } == escaped)
        }
    }
}
