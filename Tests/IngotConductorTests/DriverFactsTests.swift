import IngotDrivers
import IngotHardware
import IngotModel
import IngotStorage
import Testing

@testable import IngotConductor

/// What a conductor tells of its hardware types, so that the API needs to know none.
struct DriverFactsTests {
    private func catalog() throws -> HardwareCatalog {
        try HardwareCatalog(
            types: [
                HardwareType(name: "rich", interfaces: [.raid: ["fake", "no-raid"], .vendor: ["fake"]]),
                HardwareType(name: "poor", interfaces: [.raid: ["no-raid", "fake"], .vendor: ["no-vendor"]]),
            ],
            implementations: [
                .raid: [FakeRAID(), PassiveInterface("no-raid")],
                .vendor: [FakeVendor(delay: .zero), PassiveInterface("no-vendor")],
            ])
    }

    @Test func `a hardware type is what its preferred interfaces are`() throws {
        let facts = try catalog().facts
        #expect(facts.map(\.hardwareType) == ["rich", "poor"])
        #expect(facts[0].properties.keys.sorted() == ["B1", "B2"])
        #expect(facts[0].logicalDiskProperties?.count == LogicalDiskProperty.allCases.count)
        #expect(facts[0].logicalDiskProperties?["size_gb"]?.hasSuffix("Required.") == true)
        #expect(facts[0].vendorMethods.isEmpty)
        #expect(facts[1].properties.isEmpty)
        #expect(facts[1].logicalDiskProperties == nil)
    }

    @Test func `facts are there as long as a conductor serves the type`() async throws {
        let lab = try await Lab()
        let facts = try catalog().facts
        let now = lab.clock.now
        try await lab.store.write { transaction in
            let record = ConductorRecord(
                hostname: "c-1", group: "", incarnation: "1", startedAt: now, lastSeen: now, drivers: ["rich"])
            try transaction.conductors.register(record, offers: [])
            try transaction.conductors.publish(facts, by: "c-1")
        }
        let found = try await lab.store.read { try $0.conductors.facts(ofHardwareType: "rich", since: now) }
        #expect(found == facts[0])
        #expect(try await lab.store.read { try $0.conductors.facts(ofHardwareType: "none", since: now) } == nil)
        try await lab.store.write { try $0.conductors.setOffline("c-1") }
        #expect(try await lab.store.read { try $0.conductors.facts(ofHardwareType: "rich", since: now) } == nil)
    }

    @Test func `a conductor publishes its facts when it registers`() async throws {
        let lab = try await Lab()
        await (try lab.conductor()).settle()
        let now = lab.clock.now
        #expect(try await lab.store.read { try $0.conductors.facts(ofHardwareType: "world", since: now) } != nil)
    }
}
