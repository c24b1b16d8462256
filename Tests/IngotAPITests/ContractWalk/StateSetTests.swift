import IngotModel
import Testing

/// What may be changed in which state: each of the contract's sets, in every state.
struct StateSetTests {
    struct Rule: Sendable, CustomTestStringConvertible {
        var testDescription: String
        /// Where the call is answered 200 or 204; elsewhere it is 409.
        var allows: Set<ProvisionState>
        var version = 115
        var setUp: @Sendable (inout Node) -> Void = { _ in }
        var call: Call
    }

    enum Call: Sendable {
        case delete
        case patch(String, JSONValue)
        case patchPort(String, JSONValue)
    }

    private static func states(_ name: String, in group: String = "conductor_sets") -> Set<ProvisionState> {
        let words = Contract.member(Contract.states, group, name).array ?? []
        return Set(words.compactMap(\.string).compactMap(ProvisionState.init))
    }

    private static let everywhere = Set(ProvisionState.allCases)
    private static let deletable = states("DELETE_ALLOWED_STATES", in: "sets")

    /// From version 1.39 on a node is not changed while it is inspected; what else the sets say shows before that.
    static let rules = [
        Rule(
            testDescription: "interfaces", allows: states("node_interface_update_states"), version: 38,
            call: .patch("network_interface", "noop")),
        Rule(
            testDescription: "interfaces in maintenance", allows: everywhere, version: 38,
            setUp: { $0.inMaintenance = true }, call: .patch("network_interface", "noop")),
        Rule(
            testDescription: "protection", allows: states("protected_settable_states"),
            call: .patch("protected", true)),
        Rule(
            testDescription: "retirement",
            allows: everywhere.subtracting(states("retired_not_settable_states") + [.inspecting]),
            call: .patch("retired", true)),
        Rule(
            testDescription: "anything on the way to a target",
            allows: states("UPDATE_ALLOWED_STATES", in: "sets"), version: 38,
            setUp: { $0.targetProvisionState = .active }, call: .patch("extra", ["a": 1])),
        Rule(testDescription: "deletion", allows: deletable.union([.available]), call: .delete),
        Rule(
            testDescription: "deletion in maintenance", allows: everywhere,
            setUp: { node in
                node.inMaintenance = true
                node.instanceID = "2c7f0d5e-6c2c-4a3f-9d4a-00000000000a"
            }, call: .delete),
        Rule(
            testDescription: "a port's connectivity", allows: states("port_connectivity_update_states"), version: 38,
            call: .patchPort("pxe_enabled", false)),
    ]

    @Test(arguments: rules)
    func `a state allows what the contract's set says`(_ rule: Rule) async throws {
        #expect(!rule.allows.isEmpty)
        try await APIFixture.run { api in
            for (number, state) in ProvisionState.allCases.enumerated() {
                let node = try await api.node { node in
                    node.provisionState = state
                    rule.setUp(&node)
                }
                let answer = try await Self.answer(to: rule, node, number, api)
                let isAllowed = rule.allows.contains(state)
                #expect(isAllowed ? answer.status < 300 : answer.status == 409, "'\(state.rawValue)': \(answer.text)")
            }
        }
    }

    private static func answer(
        to rule: Rule, _ node: Node, _ number: Int, _ api: APIFixture
    ) async throws -> Answer {
        let path = "/v1/nodes/\(node.id)"
        func patch(_ path: String, _ field: String, _ value: JSONValue) async throws -> Answer {
            let body: JSONValue = [["op": "replace", "path": .string("/\(field)"), "value": value]]
            return try await api.send(.patch, path, body, version: rule.version)
        }
        switch rule.call {
        case .delete: return try await api.send(.delete, path)
        case .patch(let field, let value): return try await patch(path, field, value)
        case .patchPort(let field, let value):
            let address = try #require(MACAddress("52:54:00:00:00:\(number + 10)"))
            let port = Port(id: .random(), node: node.id, address: address, createdAt: api.clock.now)
            try await api.store.write { try $0.ports.insert(port) }
            return try await patch("/v1/ports/\(port.id)", field, value)
        }
    }
}
