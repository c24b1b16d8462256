import IngotModel
import Testing

/// Every verb in every state, on the shipped fake hardware, as it was seen on the reference service.
struct VerbOutcomeTests {
    private struct Pair: Hashable {
        var verb: Verb
        var state: ProvisionState
    }

    /// Where Ingot does otherwise, and why.
    private static let exceptions: [Pair: StateContract.Outcome] = [
        // The reference never comes back from there, and fails; here the node waits on.
        Pair(verb: .unhold, state: .serviceHold): .init(state: .serviceWait, target: .active)
    ]

    @Test(arguments: Verb.allCases)
    func `a verb leads where the field says, is refused where the field refuses it, and its plan tells both before`(
        _ verb: Verb
    ) async throws {
        let lab = try await Lab()
        for state in ProvisionState.allCases {
            let expected =
                Self.exceptions[Pair(verb: verb, state: state)] ?? StateContract.outcome(of: verb, from: state)
            try await lab.addFakeNode(in: state) { node in
                node.targetProvisionState = state.defaultTarget
                node.powerState = .off
            }
            let question = try await lab.ask(.plan(verb), Self.arguments)
            await (try lab.conductor()).settle()
            let plan = try #require(try await lab.request(question)?.reply)
            let id = try await lab.ask(.provision(verb), Self.arguments)
            await (try lab.conductor()).settle()
            let (request, node) = (try #require(try await lab.request(id)), try #require(try await lab.current()))
            let place =
                "\(verb.rawValue) in '\(state.rawValue)': \(request.reply?["message"]?.string ?? node.lastError ?? "")"
            if let expected {
                #expect(request.state == .accepted, "\(place)")
                #expect(node.provisionState == expected.state, "\(place)")
                #expect(node.targetProvisionState == expected.target, "\(place)")
                #expect(plan["target"] == .string(node.provisionState.rawValue), "\(place)")
                #expect(plan["blocked_by"] == [], "\(place)")
                for step in [node.cleanStep, node.deployStep, node.serviceStep] { #expect(step == [:], "\(place)") }
            } else {
                #expect(request.state == .refused, "\(place)")
                #expect(request.reply?["status"]?.integer == 400, "\(place)")
                #expect(plan["blocked_by"]?[0]?["code"] == request.reply?["code"], "\(place)")
                #expect(node.provisionState == state && node.lastError == nil, "\(place)")
            }
            try await lab.clear()
        }
    }

    private static let arguments: [String: JSONValue] = [
        "clean_steps": [["interface": "vendor", "step": "log_passthrough"]],
        "service_steps": [["interface": "vendor", "step": "log_passthrough"]],
        "rescue_password": "secret",
    ]
}
