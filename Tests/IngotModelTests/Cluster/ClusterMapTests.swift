import IngotModel
import Testing

struct ClusterMapTests {
    static func conductor(_ hostname: String, _ drivers: [String], group: String = "") -> ConductorRecord {
        let now = Timestamp(seconds: 1_800_000_000)
        return ConductorRecord(
            hostname: hostname, group: group, incarnation: "1", startedAt: now, lastSeen: now, drivers: drivers)
    }

    static let map = ClusterMap([
        conductor("a", ["redfish", "ipmi"]), conductor("b", ["redfish"]), conductor("c", ["redfish"], group: "hall-2"),
    ])

    @Test(arguments: [
        ("redfish", "", ["a", "b"]), ("ipmi", "", ["a"]), ("redfish", "hall-2", ["c"]), ("ipmi", "hall-2", []),
        ("fake", "", []),
    ])
    func `a node belongs to one of those that serve its hardware type and group`(
        _ hardwareType: String, _ group: String, _ owners: [String]
    ) {
        let found = Set(
            (0..<200).compactMap { _ in Self.map.owner(of: .random(), hardwareType: hardwareType, group: group) })
        #expect(found == Set(owners))
    }

    @Test func `the others cover a conductor where they serve all that it does`() {
        #expect(Self.map.covers(Self.conductor("b", ["redfish"])))
        #expect(!Self.map.covers(Self.conductor("a", ["redfish", "ipmi"])))
        #expect(!Self.map.covers(Self.conductor("c", ["redfish"], group: "hall-2")))
    }
}
