import IngotModel
import IngotTestKit
import Testing

@testable import IngotStorage

/// What holds for every resource that is kept by UUID.
struct ResourceTests {
    /// One kind of resource, and what its table refuses.
    struct Kind: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let check: @Sendable (Store) async throws -> Void

        init<Entity: StoredResource>(
            _ name: String, _ repository: @escaping @Sendable (Transaction) -> EntityRepository<Entity>,
            changed: @escaping @Sendable (inout Entity) -> Void, make: @escaping @Sendable (Node) -> Entity
        ) {
            testDescription = name
            check = { try await ResourceTests.check(in: $0, repository, changed, make) }
        }
    }

    static let kinds: [Kind] = [
        Kind("port", { $0.ports }, changed: { $0.extra = ["z": 1] }) { Samples.port($0) },
        Kind("portgroup", { $0.portgroups }, changed: { $0.mode = "0" }) { Samples.portgroup($0) },
        Kind("chassis", { $0.chassis }, changed: { $0.description = nil }) { _ in Samples.someChassis() },
        Kind("allocation", { $0.allocations }, changed: { $0.lastError = nil }) { Samples.allocation(node: $0) },
        Kind("template", { $0.deployTemplates }, changed: { $0.steps = [] }) { _ in Samples.template() },
        Kind("runbook", { $0.runbooks }, changed: { $0.traits = [] }) { _ in Samples.runbook() },
        Kind("rule", { $0.inspectionRules }, changed: { $0.phase = nil }) { _ in Samples.inspectionRule() },
        Kind("connector", { $0.volumeConnectors }, changed: { $0.type = "ip" }) { Samples.connector($0) },
        Kind("target", { $0.volumeTargets }, changed: { $0.bootIndex = 5 }) { Samples.target($0) },
    ]

    @Test(arguments: StorageEngine.allCases, kinds)
    func `a resource comes back as it went in, and changes are counted and guarded`(
        _ engine: StorageEngine, _ kind: Kind
    ) async throws {
        try await StorageFixture.withStore(engine, kind.check)
    }

    private static func check<Entity: StoredResource>(
        in store: Store, _ repository: @escaping @Sendable (Transaction) -> EntityRepository<Entity>,
        _ change: @Sendable (inout Entity) -> Void, _ make: @Sendable (Node) -> Entity
    ) async throws {
        let node = Samples.node()
        let entity = make(node)
        try await store.write { transaction in
            try transaction.nodes.insert(node)
            try repository(transaction).insert(entity)
        }
        #expect(try await store.read { try repository($0).find(entity.id) } == entity)
        #expect(try await store.read { try repository($0).find([entity.id, .random()]) } == [entity.id: entity])
        await #expect(throws: StorageError.self) { try await store.write { try repository($0).insert(entity) } }
        var different = entity
        change(&different)
        let wanted = different
        let updated = try await store.write { try repository($0).update(wanted) }
        #expect(updated.revision == entity.revision + 1)
        #expect(updated != entity)
        #expect(try await store.read { try repository($0).find(entity.id) } == updated)
        let (name, id) = (try await store.read { repository($0).table.entity }, entity.id.text)
        await #expect(throws: StorageError.conflict(entity: name, id: id)) {
            try await store.write { try repository($0).update(wanted) }
        }
        try await store.write { try repository($0).delete(entity.id) }
        for gone in [{ try $0.delete(entity.id) }, { try $0.update(updated) }]
            as [@Sendable (EntityRepository<Entity>) throws -> Void]
        {
            await #expect(throws: StorageError.missing(entity: name, id: id)) {
                try await store.write { try gone(repository($0)) }
            }
        }
    }

    @Test(arguments: StorageEngine.allCases)
    func `what must be unique is, and the clash is named`(_ engine: StorageEngine) async throws {
        let (node, other) = (Samples.node(), Samples.node())
        let clashes: [(field: String, first: @Sendable (Transaction) throws -> Void)] = [
            ("name", { try $0.portgroups.insert(twice { $0.address = nil }) }),
            ("address", { try $0.portgroups.insert(twice { $0.name = nil }) }),
            ("name", { try $0.allocations.insert(Samples.allocation()) }),
            (
                "node_uuid",
                { transaction in
                    var allocation = Samples.allocation(node: node)
                    allocation.name = nil
                    try transaction.allocations.insert(allocation)
                }
            ),
            ("name", { try $0.deployTemplates.insert(Samples.template()) }),
            ("name", { try $0.runbooks.insert(Samples.runbook()) }),
            ("connector_id", { try $0.volumeConnectors.insert(Samples.connector(other)) }),
            ("boot_index", { try $0.volumeTargets.insert(Samples.target(node)) }),
        ]
        @Sendable func twice(_ change: (inout Portgroup) -> Void) -> Portgroup {
            var group = Samples.portgroup(node)
            change(&group)
            return group
        }
        try await StorageFixture.withStore(engine) { store in
            try await store.write { transaction in
                try transaction.nodes.insert(node)
                try transaction.nodes.insert(other)
                try transaction.volumeConnectors.insert(Samples.connector(node))
            }
            for (field, insert) in clashes {
                if field != "connector_id" { try await store.write(insert) }
                let error = await #expect(throws: StorageError.self) { try await store.write(insert) }
                guard case .duplicate(_, field, _)? = error else {
                    Issue.record("not a duplicate \(field): \(String(describing: error))")
                    continue
                }
                try await store.write { transaction in
                    for allocation in try transaction.allocations.list(Listing(AllocationFilter())) {
                        try transaction.allocations.delete(allocation.id)
                    }
                    for group in try transaction.portgroups.list(Listing(PortgroupFilter())) {
                        try transaction.portgroups.delete(group.id)
                    }
                }
            }
            // Each node has a boot order of its own.
            try await store.write { try $0.volumeTargets.insert(Samples.target(other)) }
        }
    }

    @Test(arguments: StorageEngine.allCases)
    func `what refers to nothing is refused`(_ engine: StorageEngine) async throws {
        let (stranger, node) = (Samples.node(), Samples.node())
        let dangling: [(String, @Sendable (Transaction) throws -> Void)] = [
            ("portgroup", { try $0.portgroups.insert(Samples.portgroup(stranger)) }),
            ("volume_connector", { try $0.volumeConnectors.insert(Samples.connector(stranger)) }),
            ("volume_target", { try $0.volumeTargets.insert(Samples.target(stranger)) }),
            ("allocation", { try $0.allocations.insert(Samples.allocation(node: stranger)) }),
            ("bios_setting", { try $0.biosSettings.upsert(Samples.biosSetting(stranger)) }),
            ("firmware_component", { try $0.firmware.upsert(Samples.firmware(stranger)) }),
            ("history", { try $0.history.append(Samples.history(stranger)) }),
            (
                "inventory",
                { try $0.inventories.upsert(NodeInventory(node: stranger.id, inventory: [:], createdAt: Samples.now)) }
            ),
            ("node", { try $0.nodes.insert(Samples.node { $0.chassisID = ChassisID.random().text }) }),
            (
                "node",
                { transaction in
                    var node = node
                    node.chassisID = ChassisID.random().text
                    try transaction.nodes.update(node)
                }
            ),
            ("port", { try $0.ports.insert(Samples.port(node) { $0.portgroup = PortgroupID.random().text }) }),
        ]
        try await StorageFixture.withStore(engine) { store in
            try await store.write { try $0.nodes.insert(node) }
            for (entity, body) in dangling {
                await #expect(throws: StorageError.dangling(entity: entity)) { try await store.write(body) }
            }
        }
    }

    @Test(arguments: StorageEngine.allCases)
    func `who has a name is found by it`(_ engine: StorageEngine) async throws {
        let node = Samples.node()
        let (group, allocation, template, runbook) = (
            Samples.portgroup(node), Samples.allocation(), Samples.template(), Samples.runbook()
        )
        try await StorageFixture.withStore(engine) { store in
            try await store.write { transaction in
                try transaction.nodes.insert(node)
                try transaction.portgroups.insert(group)
                try transaction.allocations.insert(allocation)
                try transaction.deployTemplates.insert(template)
                try transaction.runbooks.insert(runbook)
            }
            try await store.read { transaction throws in
                #expect(try transaction.portgroups.resolve("group-1") == group)
                #expect(try transaction.portgroups.find(address: Samples.address(1001)) == group)
                #expect(try transaction.allocations.resolve("allocation-1") == allocation)
                #expect(try transaction.deployTemplates.resolve(template.id.text) == template)
                #expect(try transaction.runbooks.resolve("burn-in") == runbook)
                #expect(try transaction.runbooks.resolve("burn-out") == nil)
            }
        }
    }
}
