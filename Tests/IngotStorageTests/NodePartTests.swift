import IngotModel
import IngotTestKit
import Testing

@testable import IngotStorage

/// Traits, shards, children, settings, firmware, inventory, history.
struct NodePartTests {
    @Test(arguments: StorageEngine.allCases)
    func `nodes are found by all of the traits that are asked for`(_ engine: StorageEngine) async throws {
        let both = Samples.node { $0.traits = ["CUSTOM_A", "CUSTOM_B"] }
        let one = Samples.node { node in
            node.traits = ["CUSTOM_A"]
            node.createdAt = Samples.now + .seconds(1)
        }
        try await StorageFixture.withStore(engine) { store in
            try await store.write { transaction in
                for node in [both, one, Samples.node()] { try transaction.nodes.insert(node) }
            }
            func found(_ traits: [String], among candidates: [NodeID]? = nil) async throws -> [NodeID] {
                try await store.read { transaction throws in
                    var query = NodeQuery()
                    query.traits = traits
                    query.candidates = candidates
                    return try transaction.nodes.list(query).map(\.id)
                }
            }
            #expect(try await found(["CUSTOM_A"]) == [both.id, one.id])
            #expect(try await found(["CUSTOM_B", "CUSTOM_A", "CUSTOM_A"]) == [both.id])
            #expect(try await found(["CUSTOM_A"], among: [one.id]) == [one.id])
            #expect(try await found(["CUSTOM_C"]).isEmpty)
            #expect(try await found([]).count == 3)
            try await store.write { transaction in
                var changed = one
                changed.traits = ["CUSTOM_B"]
                try transaction.nodes.update(changed)
            }
            #expect(try await found(["CUSTOM_A"]) == [both.id])
            #expect(try await found(["CUSTOM_B"]) == [both.id, one.id])
            #expect(try await store.read { try $0.nodes.find(one.id)?.traits } == ["CUSTOM_B"])
        }
    }

    @Test(arguments: StorageEngine.allCases)
    func `shards are counted and children are told`(_ engine: StorageEngine) async throws {
        let parent = Samples.node { $0.name = "parent" }
        let children = (1...2).map { number in
            Samples.node { node in
                node.parentNode = parent.id.text
                node.shard = "s"
                node.createdAt = Samples.now + .seconds(number)
            }
        }
        try await StorageFixture.withStore(engine) { store in
            try await store.write { transaction in
                for node in [parent] + children { try transaction.nodes.insert(node) }
            }
            #expect(try await store.read { try $0.nodes.children(of: parent) } == children.map(\.id))
            let shards = try await store.read { try $0.nodes.shards().map { "\($0.name ?? "none"): \($0.count)" } }
            #expect(shards == ["none: 1", "s: 2"])
            let found = try await store.read { try $0.nodes.find([parent.id, children[1].id, .random()]) }
            #expect(found == [parent.id: parent, children[1].id: children[1]])
            var query = NodeQuery()
            query.chassisID = ChassisID.random().text
            let none = query
            #expect(try await !store.read { try $0.nodes.exists(none) })
        }
    }

    @Test(arguments: StorageEngine.allCases)
    func `settings and firmware are kept by their names`(_ engine: StorageEngine) async throws {
        let node = Samples.node()
        let (turbo, vmx) = (Samples.biosSetting(node, "Turbo"), Samples.biosSetting(node, "VMX"))
        let firmware = Samples.firmware(node)
        try await StorageFixture.withStore(engine) { store in
            try await store.write { transaction in
                try transaction.nodes.insert(node)
                try transaction.biosSettings.replace(node.id, with: [vmx, turbo])
                try transaction.firmware.upsert(firmware)
            }
            #expect(try await store.read { try $0.biosSettings.list(node.id) } == [turbo, vmx])
            #expect(try await store.read { try $0.firmware.list(node.id) } == [firmware])
            var later = turbo
            later.value = nil
            later.allowableValues = nil
            later.createdAt = Samples.now + .seconds(60)
            let changed = later
            try await store.write { try $0.biosSettings.replace(node.id, with: [changed]) }
            later.createdAt = turbo.createdAt
            #expect(try await store.read { try $0.biosSettings.list(node.id) } == [later])
            #expect(try await store.read { try $0.biosSettings.find(node.id, "VMX") } == nil)
            #expect(try await store.write { try $0.firmware.delete(node.id, ["bmc"]) })
            #expect(try await !store.write { try $0.firmware.delete(node.id, ["bmc"]) })
        }
    }

    @Test(arguments: StorageEngine.allCases)
    func `the newest inventory is kept`(_ engine: StorageEngine) async throws {
        let node = Samples.node()
        let older = NodeInventory(node: node.id, inventory: ["cpu": 1], createdAt: Samples.now)
        let newer = NodeInventory(
            node: node.id, inventory: ["cpu": 2], pluginData: ["lldp": []], createdAt: Samples.now + .seconds(1))
        try await StorageFixture.withStore(engine) { store in
            try await store.write { transaction in
                try transaction.nodes.insert(node)
                try transaction.inventories.upsert(older)
                try transaction.inventories.upsert(newer)
            }
            #expect(try await store.read { try $0.inventories.find(node.id) } == newer)
            try await store.write { try $0.inventories.delete(node.id) }
            #expect(try await store.read { try $0.inventories.find(node.id) } == nil)
        }
    }

    @Test(arguments: StorageEngine.allCases)
    func `history is listed by node and forgotten by age, but for the newest`(_ engine: StorageEngine) async throws {
        let (node, other) = (Samples.node(), Samples.node())
        let entries = (0..<5).map { Samples.history(node, at: $0) }
        try await StorageFixture.withStore(engine) { store in
            try await store.write { transaction in
                for each in [node, other] { try transaction.nodes.insert(each) }
                for entry in entries + [Samples.history(other)] { try transaction.history.append(entry) }
            }
            #expect(try await store.read { try $0.history.list(Listing(HistoryFilter(node: node.id))) } == entries)
            #expect(try await store.read { try $0.history.find(entries[1].id, of: node.id) } == entries[1])
            #expect(try await store.read { try $0.history.find(entries[1].id, of: other.id) } == nil)
            let moment = Samples.now + .seconds(4)
            let nodes = try await store.read { transaction in
                let first = try transaction.history.nodes(before: moment, limit: 1)
                return first + (try transaction.history.nodes(before: moment, after: first.last, limit: 10))
            }
            #expect(nodes == [node.id, other.id].sorted())
            #expect(try await store.read { try $0.history.nodes(before: Samples.now, limit: 10) }.isEmpty)
            for forgotten in [2, 1, 0] {
                let count = try await store.write {
                    try $0.history.prune(nodes, before: moment, keeping: 2, limit: 2)
                }
                #expect(count == forgotten)
            }
            #expect(try await store.read { try $0.history.list(Listing(HistoryFilter(node: other.id))) }.count == 1)
            #expect(
                try await store.read { try $0.history.list(Listing(HistoryFilter(node: node.id))) } == [
                    entries[3], entries[4],
                ])
        }
    }

    @Test(arguments: StorageEngine.allCases)
    func `a deleted node leaves nothing of itself`(_ engine: StorageEngine) async throws {
        let node = Samples.node { $0.traits = ["CUSTOM_A"] }
        let allocation = Samples.allocation(node: node)
        try await StorageFixture.withStore(engine) { store in
            try await store.write { transaction in
                try transaction.nodes.insert(node)
                try transaction.portgroups.insert(Samples.portgroup(node))
                try transaction.allocations.insert(allocation)
                try transaction.volumeConnectors.insert(Samples.connector(node))
                try transaction.volumeTargets.insert(Samples.target(node))
                try transaction.biosSettings.upsert(Samples.biosSetting(node))
                try transaction.firmware.upsert(Samples.firmware(node))
                try transaction.history.append(Samples.history(node))
                try transaction.inventories.upsert(
                    NodeInventory(node: node.id, inventory: [:], createdAt: Samples.now))
                try transaction.nodes.delete(node.id)
            }
            try await store.read { transaction throws in
                #expect(try transaction.portgroups.list(Listing(PortgroupFilter())).isEmpty)
                #expect(try transaction.allocations.find(allocation.id) == nil)
                #expect(try transaction.volumeConnectors.list(Listing(VolumeFilter())).isEmpty)
                #expect(try transaction.volumeTargets.list(Listing(VolumeFilter())).isEmpty)
                #expect(try transaction.biosSettings.list(node.id).isEmpty)
                #expect(try transaction.firmware.list(node.id).isEmpty)
                #expect(try transaction.history.list(Listing(HistoryFilter())).isEmpty)
                #expect(try transaction.inventories.find(node.id) == nil)
            }
        }
    }
}
