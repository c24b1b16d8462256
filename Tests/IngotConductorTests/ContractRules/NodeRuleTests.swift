import IngotModel
import Testing

@testable import IngotConductor

/// What a node's fields and state forbid, whatever the state machine allows (contract: `verbs.extra_checks`,
/// `power.rules`, `conductor_sets`).
struct NodeRuleTests {
    struct Rule: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var set: @Sendable (inout Node) -> Void
        /// The verbs that are refused, with the status.
        var status: Int
        var refuses: Set<Verb>
        var reason: String
        var change: @Sendable (inout ConductorSettings) -> Void = { _ in }
    }

    private static let occupied: Set<Verb> = [.active, .deploy, .rebuild, .clean, .rescue, .unrescue, .service]

    static let rules = [
        Rule(
            testDescription: "protected",
            set: { ($0.isProtected, $0.protectedReason) = (true, "the database") }, status: 403,
            refuses: [.deleted, .undeploy, .rebuild], reason: "is protected (the database)"),
        Rule(
            testDescription: "retired", set: { ($0.isRetired, $0.retiredReason) = (true, "it is old") }, status: 400,
            refuses: [.provide], reason: "is retired (it is old)"),
        Rule(
            testDescription: "maintenance",
            set: { ($0.inMaintenance, $0.maintenanceReason) = (true, "a new disk") }, status: 400, refuses: occupied,
            reason: "is in maintenance (a new disk)"),
        Rule(
            testDescription: "maintenance, where nothing is provided in it",
            set: { ($0.inMaintenance, $0.maintenanceReason) = (true, "a new disk") }, status: 400,
            refuses: occupied.union([.provide]), reason: "is in maintenance (a new disk)",
            change: { $0.allowsProvisioningInMaintenance = false }),
    ]

    @Test(arguments: rules)
    func `a verb is refused for what the node is, from every state that would take it`(_ rule: Rule) async throws {
        let lab = try await Lab()
        let surroundings = try lab.surroundings("lab", Mains())
        var settings = surroundings.settings
        rule.change(&settings)
        let planner = Planner(catalog: surroundings.catalog, settings: settings)
        for verb in Verb.allCases {
            for state in verb.sources where StateContract.outcome(of: verb, from: state) != nil {
                // Aborting a service that failed waits for the end of the maintenance as well, with a status of its
                // own.
                if verb == .abort, state == .serviceFailed { continue }
                var node = Node(id: .random(), driver: "world", createdAt: lab.clock.now)
                node.interfaces = Lab.fakeInterfaces
                node.instanceInfo = ["image_source": "http://192.0.2.1/image", "rescue_password": "secret"]
                node.provisionState = state
                rule.set(&node)
                let steps: JSONValue = [["interface": "vendor", "step": "log_passthrough"]]
                let task = surroundings.task(
                    node, ports: [], agent: nil, ["clean_steps": steps, "service_steps": steps], at: lab.clock.now)
                let blockers = await planner.plan(.provision(verb), for: task).blockers
                let isRefused = blockers.contains { $0.message.contains(rule.reason) && $0.status == rule.status }
                #expect(
                    isRefused == rule.refuses.contains(verb), "\(verb.rawValue) in '\(state.rawValue)': \(blockers)")
                if !isRefused { #expect(blockers.isEmpty, "\(verb.rawValue) in '\(state.rawValue)': \(blockers)") }
            }
        }
    }

    @Test func `a failed service is not aborted in maintenance`() async throws {
        let lab = try await Lab()
        try await lab.addFakeNode(in: .serviceFailed) { $0.inMaintenance = true }
        let abort = try await lab.ask(.provision(.abort))
        await (try lab.conductor()).settle()
        #expect(try await lab.request(abort)?.reply?["status"]?.integer == 409)
        #expect(try await lab.current()?.provisionState == .serviceFailed)
    }

    @Test(arguments: [ProvisionState.manageable, .available])
    func `an aborted cleaning keeps where it was to lead`(_ target: ProvisionState) async throws {
        let lab = try await Lab()
        try await lab.addFakeNode(in: .cleanWait) { $0.targetProvisionState = target }
        _ = try await lab.ask(.provision(.abort))
        await (try lab.conductor()).settle()
        #expect(try await lab.current()?.provisionState == .cleanFailed)
        #expect(try await lab.current()?.targetProvisionState == target)
    }

    @Test(arguments: [ProvisionState.deployWait, .deployHold])
    func `an aborted deployment forgets its agent, which must not come back to it`(_ state: ProvisionState) async throws
    {
        let lab = try await Lab()
        try await lab.addFakeNode(in: state)
        var agent = AgentRecord(node: lab.node)
        agent.url = "https://192.0.2.2:9999"
        let known = agent
        try await lab.store.write { try $0.agents.upsert(known) }
        _ = try await lab.ask(.provision(.abort))
        await (try lab.conductor()).settle()
        let id = lab.node
        #expect(try await lab.store.read { try $0.agents.find(id)?.url } == nil)
    }

    @Test func `power is not switched while the node is cleaned, and can be in every other state`() async throws {
        let blocked = StateContract.states("power_change_blocked_states")
        #expect(blocked == [.cleaning, .cleanWait])
        let lab = try await Lab()
        for state in ProvisionState.allCases {
            try await lab.addFakeNode(in: state)
            let id = try await lab.ask(.power(.on))
            await (try lab.conductor()).settle()
            let request = try #require(try await lab.request(id))
            #expect((request.state == .refused) == blocked.contains(state), "\(state.rawValue)")
            if request.state == .refused { #expect(request.reply?["status"]?.integer == 400) }
            try await lab.clear()
        }
    }

    @Test(arguments: [HardwareCall.bootModeSet, .secureBootSet])
    func `how a machine boots is not changed while something is under way`(_ call: HardwareCall) async throws {
        let unstable = StateContract.states("UNSTABLE_STATES", in: "sets")
        #expect(unstable.count == 14)
        let lab = try await Lab()
        for state in ProvisionState.allCases {
            try await lab.addFakeNode(in: state)
            let id = try await lab.ask(.call(call), ["target": call == .bootModeSet ? "uefi" : true])
            await (try lab.conductor()).settle()
            let request = try #require(try await lab.request(id))
            #expect((request.state == .refused) == unstable.contains(state), "\(state.rawValue)")
            if request.state == .refused { #expect(request.reply?["status"]?.integer == 409) }
            try await lab.clear()
        }
    }

    @Test func `an undeployed node is not cleaned in maintenance where that is not wanted`() async throws {
        let lab = try await Lab()
        try await lab.addFakeNode(in: .active) { ($0.inMaintenance, $0.maintenanceReason) = (true, "a new disk") }
        let peer = try await Peer("strict", in: lab) { $0.allowsProvisioningInMaintenance = false }
        _ = try await lab.ask(.provision(.deleted))
        for _ in 0..<10 {
            await peer.work()
            lab.clock.advance(by: .seconds(10))
        }
        let node = try #require(try await lab.current())
        #expect(node.provisionState == .cleanFailed)
        #expect(
            node.lastError?.contains("a new disk, and is not to be cleaned then") == true, "\(node.lastError ?? "")")
    }
}
