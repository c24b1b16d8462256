import IngotModel
import IngotStorage
import Testing

/// Inspection rules at work on a node that is inspected.
struct InspectionTests {
    private func add(_ rule: (inout InspectionRule) -> Void, to lab: Lab) async throws {
        var added = InspectionRule(id: .random(), createdAt: lab.clock.now)
        rule(&added)
        let inserted = added
        try await lab.store.write { try $0.inspectionRules.insert(inserted) }
    }

    private func inspected(_ lab: Lab) async throws -> Node {
        _ = try await lab.ask(.provision(.inspect))
        await (try lab.conductor()).settle()
        return try #require(try await lab.current())
    }

    @Test func `rules change node, ports and plugin data by what was found, the highest priority first`() async throws {
        let lab = try await Lab()
        try await lab.addFakeNode(in: .manageable)
        let port = Port(
            id: .random(), node: lab.node, address: MACAddress("52:54:00:00:00:01")!, createdAt: lab.clock.now)
        try await lab.store.write { try $0.ports.insert(port) }
        try await add(
            { rule in
                rule.priority = 1
                rule.conditions = [["op": "eq", "args": ["values": ["{node.resource_class}", "found"]]]]
                rule.actions = [
                    ["op": "add-trait", "args": ["name": "CUSTOM_FOUND"]],
                    ["op": "set-plugin-data", "args": ["path": "rules.cpus", "value": "{inventory[cpu][count]}"]],
                    [
                        "op": "set-port-attribute",
                        "args": ["port_id": .string(port.id.text), "path": "physical_network", "value": "blue"],
                    ],
                ]
            }, to: lab)
        try await add(
            { rule in
                rule.priority = 9
                rule.actions = [["op": "set-attribute", "args": ["path": "resource_class", "value": "found"]]]
            }, to: lab)
        let node = try await inspected(lab)
        #expect(node.provisionState == .manageable, "\(node.lastError ?? "")")
        #expect(node.resourceClass == "found")
        #expect(node.traits == ["CUSTOM_FOUND"])
        let (changed, inventory) = try await lab.store.read { transaction in
            (try transaction.ports.find(port.id), try transaction.inventories.find(node.id))
        }
        #expect(changed?.physicalNetwork == "blue")
        #expect(inventory?.pluginData["rules"]?["cpus"] == "8")
        #expect(inventory?.pluginData["fake"] != nil)
    }

    @Test func `a rule that wants it fails the inspection with its words`() async throws {
        let lab = try await Lab()
        try await lab.addFakeNode(in: .manageable)
        try await add(
            { rule in
                rule.conditions = [["op": "lt", "args": ["values": ["{inventory[memory][physical_mb]}", "999999"]]]]
                rule.actions = [["op": "fail", "args": ["msg": "send it back"]]]
            }, to: lab)
        let node = try await inspected(lab)
        #expect(node.provisionState == .inspectFailed)
        #expect(node.targetProvisionState == .manageable)
        #expect(node.lastError?.contains("send it back") == true)
        #expect(node.inspectionStartedAt == nil)
        #expect(!node.inMaintenance)
    }
}
