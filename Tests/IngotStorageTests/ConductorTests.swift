import IngotModel
import IngotTestKit
import Testing

@testable import IngotStorage

struct ConductorTests {
    private static func record(_ hostname: String, _ incarnation: String = "a") -> ConductorRecord {
        ConductorRecord(
            hostname: hostname, group: "hall-1", incarnation: incarnation, startedAt: Samples.now,
            lastSeen: Samples.now, drivers: ["fake-hardware", "redfish"])
    }

    private static func offer(_ type: String, _ implementation: String, isDefault: Bool = false) -> OfferedInterface {
        OfferedInterface(hardwareType: type, kind: .power, implementation: implementation, isDefault: isDefault)
    }

    @Test(arguments: StorageEngine.allCases)
    func `conductors and their offers are known while they are online`(_ engine: StorageEngine) async throws {
        let fake = Self.offer("fake-hardware", "fake", isDefault: true)
        let redfish = Self.offer("redfish", "redfish", isDefault: true)
        try await StorageFixture.withStore(engine) { store in
            try await store.write { transaction in
                try transaction.conductors.register(Self.record("host-1"), offers: [fake, redfish])
                try transaction.conductors.register(Self.record("host-2"), offers: [fake])
            }
            try await store.read { transaction throws in
                #expect(try transaction.conductors.list() == [Self.record("host-1"), Self.record("host-2")])
                #expect(try transaction.conductors.offers(since: Samples.now) == [fake, redfish])
                #expect(
                    try transaction.conductors.online(since: Samples.now).map(\.hostname) == ["host-1", "host-2"])
                let later = Samples.now + .seconds(1)
                #expect(try transaction.conductors.offers(since: later) == [])
                #expect(try transaction.conductors.online(since: later) == [])
            }
            try await store.write { try $0.conductors.setOffline("host-1") }
            try await store.read { transaction throws in
                #expect(try transaction.conductors.offers(since: Samples.now) == [fake])
                #expect(try transaction.conductors.find("host-1")?.isOnline == false)
                #expect(try transaction.conductors.find("host-3") == nil)
                #expect(try transaction.conductors.online(since: Samples.now).map(\.hostname) == ["host-2"])
            }
        }
    }

    @Test(arguments: StorageEngine.allCases)
    func `a new life replaces what the earlier one offered, which is told so`(_ engine: StorageEngine) async throws {
        let later = Samples.now + .seconds(10)
        try await StorageFixture.withStore(engine) { store in
            try await store.write { transaction in
                try transaction.conductors.register(Self.record("host-1"), offers: [Self.offer("redfish", "redfish")])
                try transaction.conductors.register(Self.record("host-1", "b"), offers: [Self.offer("ipmi", "ipmi")])
            }
            #expect(try await store.write { try $0.conductors.touch("host-1", incarnation: "a", at: later) } == false)
            #expect(try await store.write { try $0.conductors.touch("host-1", incarnation: "b", at: later) })
            #expect(try await store.read { try $0.conductors.find("host-1") }?.lastSeen == later)
            #expect(try await store.read { try $0.conductors.online(since: later) }.count == 1)
            #expect(
                try await store.read { try $0.conductors.offers(since: Samples.now) }.map(\.hardwareType) == ["ipmi"])
            #expect(try await store.write { try $0.conductors.setOffline("host-1", incarnation: "a") } == false)
            #expect(try await store.read { try $0.conductors.find("host-1") }?.isOnline == true)
            #expect(try await store.write { try $0.conductors.setOffline("host-1", incarnation: "b") })
            #expect(try await store.read { try $0.conductors.find("host-1") }?.isOnline == false)
        }
    }
}
