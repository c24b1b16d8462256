import IngotModel
import Testing

@testable import IngotConductor

/// What becomes of verbs on a node whose power interface lacks something.
struct VerificationTests {
    private func lab(in state: ProvisionState, cleans: Bool? = nil) async throws -> Lab {
        let lab = try await Lab()
        try await lab.addFakeNode(in: state) { node in
            node.driverInfo["fake_power_state"] = "warm"
            node.automatedClean = cleans
        }
        return lab
    }

    /// The node after a verb, and what the verb's plan told.
    private func outcome(of verb: Verb, in lab: Lab) async throws -> (node: Node, plan: JSONValue) {
        let question = try await lab.ask(.plan(verb))
        await (try lab.conductor()).settle()
        let request = try await lab.ask(.provision(verb))
        await (try lab.conductor()).settle()
        #expect(try await lab.request(request)?.state == .accepted)
        let plan = try #require(try await lab.request(question)?.reply)
        #expect(plan["blocked_by"] == [])
        return (try #require(try await lab.current()), plan)
    }

    @Test func `a node that cannot be managed goes back and tells why, as its plan has told`() async throws {
        let lab = try await lab(in: .enroll)
        let (node, plan) = try await outcome(of: .manage, in: lab)
        #expect(node.provisionState == .enroll && node.targetProvisionState == nil)
        #expect(node.lastError?.contains("driver_info/fake_power_state") == true, "\(node.lastError ?? "")")
        #expect(plan["will_fail"]?.string?.contains("driver_info/fake_power_state") == true, "\(plan)")
    }

    @Test func `a node that can be managed is not said to fail`() async throws {
        let lab = try await Lab()
        try await lab.addFakeNode(in: .enroll)
        let (node, plan) = try await outcome(of: .manage, in: lab)
        #expect(node.provisionState == .manageable && plan["will_fail"] == .null)
    }

    @Test(arguments: [(Verb.adopt, ProvisionState.active), (.provide, .available)])
    func `what asks nothing of the machine needs no power`(_ verb: Verb, _ end: ProvisionState) async throws {
        let (node, plan) = try await outcome(of: verb, in: try await lab(in: .manageable, cleans: false))
        #expect(node.provisionState == end, "\(node.lastError ?? "")")
        #expect(plan["steps"] == [] && plan["will_fail"] == .null)
    }

    @Test func `a cleaning needs power, and is refused without`() async throws {
        let lab = try await lab(in: .manageable)
        let request = try await lab.ask(.provision(.provide))
        await (try lab.conductor()).settle()
        #expect(try await lab.request(request)?.reply?["status"]?.integer == 400)
    }
}
