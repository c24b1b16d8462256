import IngotModel
import IngotTestKit
import Testing

@testable import IngotStorage

struct PortTests {
    @Test(arguments: StorageEngine.allCases)
    func `a port comes back with every field, and changes are counted`(_ engine: StorageEngine) async throws {
        let node = Samples.node()
        let group = Portgroup(id: .random(), node: node.id, createdAt: Samples.now)
        let port = Samples.port(node) { port in
            port.updatedAt = Samples.now
            port.name = "left"
            port.description = "the left one"
            port.extra = ["a": 1]
            port.internalInfo = ["b": 2]
            port.localLinkConnection = ["switch_id": "aa:bb"]
            port.physicalNetwork = "physnet"
            port.portgroup = group.id.text
            port.isPXEEnabled = false
            port.isSmartNIC = true
            port.isAvailableForDynamicPortgroup = false
            port.category = "fast"
            port.vendor = "acme"
        }
        try await StorageFixture.withStore(engine) { store in
            try await store.write { transaction in
                try transaction.nodes.insert(node)
                try transaction.portgroups.insert(group)
                try transaction.ports.insert(port)
            }
            #expect(try await store.read { try $0.ports.find(port.id) } == port)
            #expect(try await store.read { try $0.ports.find(name: "left") } == port)
            let updated = try await store.write { try $0.ports.update(port) }
            #expect(updated.revision == 1)
            await #expect(throws: StorageError.conflict(entity: "port", id: port.id.text)) {
                try await store.write { try $0.ports.update(port) }
            }
            try await store.write { try $0.ports.delete(port.id) }
            await #expect(throws: StorageError.missing(entity: "port", id: port.id.text)) {
                try await store.write { try $0.ports.delete(port.id) }
            }
        }
    }

    @Test(arguments: StorageEngine.allCases)
    func `an address, an identifier and a name belong to one port`(_ engine: StorageEngine) async throws {
        let node = Samples.node()
        let first = Samples.port(node, 1) { $0.name = "left" }
        let clashes: [(String, String, Port)] = [
            ("address", first.address.text, Samples.port(node, 1)),
            ("uuid", first.id.text, Samples.port(node, 2) { $0.id = first.id }),
            ("name", "left", Samples.port(node, 3) { $0.name = "left" }),
        ]
        try await StorageFixture.withStore(engine) { store in
            try await store.write { transaction in
                try transaction.nodes.insert(node)
                try transaction.ports.insert(first)
            }
            for (field, value, port) in clashes {
                await #expect(throws: StorageError.duplicate(entity: "port", field: field, value: value)) {
                    try await store.write { try $0.ports.insert(port) }
                }
            }
        }
    }

    @Test(arguments: StorageEngine.allCases)
    func `a port of no node is refused`(_ engine: StorageEngine) async throws {
        let port = Samples.port(Samples.node())
        try await StorageFixture.withStore(engine) { store in
            await #expect(throws: StorageError.dangling(entity: "port")) {
                try await store.write { try $0.ports.insert(port) }
            }
        }
    }

    @Test(arguments: StorageEngine.allCases)
    func `addresses lead to their nodes, each once`(_ engine: StorageEngine) async throws {
        let (first, second) = (Samples.node(), Samples.node { $0.shard = "s" })
        let ports = [Samples.port(first, 1), Samples.port(first, 2), Samples.port(second, 3)]
        try await StorageFixture.withStore(engine) { store in
            try await store.write { transaction in
                for node in [first, second] { try transaction.nodes.insert(node) }
                for port in ports { try transaction.ports.insert(port) }
            }
            try await store.read { transaction throws in
                let addresses = [Samples.address(1), Samples.address(2), Samples.address(9)]
                #expect(try transaction.ports.nodes(withAddresses: addresses) == [first.id])
                #expect(try transaction.ports.nodes(withAddresses: ports.map(\.address)).count == 2)
                #expect(try transaction.ports.nodes(withAddresses: []).isEmpty)
                #expect(try transaction.ports.list(PortQuery(node: second.id)) == [ports[2]])
                #expect(try transaction.ports.list(PortQuery(address: Samples.address(2))) == [ports[1]])
                var sharded = PortQuery()
                sharded.shards = ["s"]
                #expect(try transaction.ports.list(sharded) == [ports[2]])
                var page = PortQuery()
                page.sortKey = .address
                page.ascending = false
                page.marker = ports[2].id
                page.limit = 1
                #expect(try transaction.ports.list(page) == [ports[1]])
            }
        }
    }
}
