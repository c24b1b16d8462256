import IngotModel
import Testing

/// Holds new resources against the defaults and the words of the public contract (`resources.json`).
struct ResourceValueTests {
    private static let now = Timestamp(microseconds: 0)

    @Test func `states, severities and events have the field's words`() {
        #expect(Allocation.State.allCases.map(\.rawValue) == ["allocating", "active", "error"])
        #expect(HistoryEntry.Severity.allCases.map(\.rawValue) == ["INFO", "ERROR"])
        let kinds = Event.Kind.allCases.map(\.rawValue)
        #expect(Set(kinds).count == kinds.count)
        #expect(kinds.allSatisfy { $0 == "timeline" || $0 == "run.ended" || $0.hasPrefix("node.") })
    }

    @Test func `what is left out has the contract's default`() {
        let group = Portgroup(id: .random(), node: .random(), createdAt: Self.now)
        #expect(group.mode == "active-backup")
        #expect(group.supportsStandalonePorts)
        #expect(!group.isDynamic)
        let rule = InspectionRule(id: .random(), createdAt: Self.now)
        #expect(rule.phase == "main")
        #expect(rule.priority == 0)
        #expect(!rule.isSensitive)
        let allocation = Allocation(id: .random(), createdAt: Self.now)
        #expect(allocation.state == .allocating)
        #expect(allocation.candidateNodes.isEmpty && allocation.traits.isEmpty)
        let runbook = Runbook(id: .random(), name: "a", createdAt: Self.now)
        #expect(!runbook.isPublic && !runbook.disablesRamdisk && runbook.traits.isEmpty)
        let node = Node(id: .random(), driver: "fake-hardware", createdAt: Self.now)
        #expect(node.traits.isEmpty && node.health == nil)
    }

    @Test func `new resources are at revision 0 and never changed`() {
        func check(_ resource: some StoredResource) {
            #expect(resource.revision == 0 && resource.updatedAt == nil)
        }
        let node = NodeID.random()
        check(Portgroup(id: .random(), node: node, createdAt: Self.now))
        check(Chassis(id: .random(), createdAt: Self.now))
        check(Allocation(id: .random(), createdAt: Self.now))
        check(DeployTemplate(id: .random(), name: "CUSTOM_A", createdAt: Self.now))
        check(Runbook(id: .random(), name: "a", createdAt: Self.now))
        check(InspectionRule(id: .random(), createdAt: Self.now))
        check(VolumeConnector(id: .random(), node: node, type: "iqn", connectorID: "a", createdAt: Self.now))
        check(
            VolumeTarget(
                id: .random(), node: node, volumeType: "iscsi", volumeID: "a", bootIndex: 0, createdAt: Self.now))
    }
}
