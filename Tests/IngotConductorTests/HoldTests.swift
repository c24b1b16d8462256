import IngotModel
import IngotStorage
import Testing

/// A node that stands still in the middle of a verb, and what may happen to it there.
struct HoldTests {
    struct Place: Sendable, CustomTestStringConvertible {
        var verb: Verb
        var from: ProvisionState
        var hold: ProvisionState
        var end: ProvisionState
        var aborted: ProvisionState
        var testDescription: String { hold.rawValue }

        var arguments: [String: JSONValue] {
            let steps: JSONValue = [
                ["interface": "power", "step": "hold", "args": [:], "priority": 200],
                ["interface": "power", "step": "power_on", "args": [:], "priority": 150],
            ]
            return ["\(verb == .active ? "deploy" : verb.rawValue)_steps": steps]
        }
    }

    static let places = [
        Place(verb: .clean, from: .manageable, hold: .cleanHold, end: .manageable, aborted: .cleanFailed),
        Place(verb: .active, from: .available, hold: .deployHold, end: .active, aborted: .deployFailed),
        Place(verb: .service, from: .active, hold: .serviceHold, end: .active, aborted: .active),
    ]

    private func held(_ place: Place) async throws -> Lab {
        let lab = try await Lab()
        try await lab.addFakeNode(in: place.from)
        _ = try await lab.ask(.provision(place.verb), place.arguments)
        await (try lab.conductor()).settle()
        let node = try #require(try await lab.current())
        #expect(node.provisionState == place.hold, "\(node.lastError ?? "")")
        #expect(node.powerState == nil)
        return lab
    }

    @Test(arguments: places)
    func `a held node waits for ever, whatever its agent says`(_ place: Place) async throws {
        let lab = try await held(place)
        lab.clock.advance(by: .seconds(1_000_000))
        let (id, now) = (lab.node, lab.clock.now)
        try await lab.store.write { _ = try $0.runs.wake(id, at: now) }
        await (try lab.conductor()).settle()
        #expect(try await lab.current()?.provisionState == place.hold)
    }

    @Test func `an abort after a step that must not be broken off leaves the next one as never begun`() async throws {
        let lab = try await Lab()
        try await lab.addFakeNode(in: .manageable)
        let steps: JSONValue = [
            ["interface": "vendor", "step": "log_passthrough"], ["interface": "power", "step": "power_on"],
        ]
        _ = try await lab.ask(.provision(.clean), ["clean_steps": steps])
        await (try lab.conductor()).settle(until: .cleanWait)
        _ = try await lab.ask(.provision(.abort))
        await (try lab.conductor()).settle()
        #expect(try await lab.current()?.provisionState == .cleanFailed)
        let id = lab.node
        let run = try #require(try await lab.store.read { try $0.runs.list(id, limit: 1) }.first)
        #expect(run.state == .aborted && run.error == "aborted by the operator before power.power_on")
        let entries = try await lab.journal()
        #expect(entries.map(\.kind) == [.started, .suspended, .finished, .observed])
        #expect(entries.last?.stepIndex == 1 && entries.last?.detail == run.error)
    }

    @Test(arguments: places)
    func `unhold lets the node go on to the end`(_ place: Place) async throws {
        let lab = try await held(place)
        let target = try await lab.current()?.targetProvisionState
        let request = try await lab.ask(.provision(.unhold))
        await (try lab.conductor()).settle()
        #expect(target == (place.verb == .clean ? .manageable : .active))
        #expect(try await lab.request(request)?.state == .accepted)
        let node = try #require(try await lab.current())
        #expect(node.provisionState == place.end, "\(node.lastError ?? "")")
        #expect(node.powerState == .on)
    }

    @Test(arguments: places)
    func `the plan of unhold is what is left of the run`(_ place: Place) async throws {
        let lab = try await held(place)
        let question = try await lab.ask(.plan(.unhold))
        await (try lab.conductor()).settle()
        let plan = try #require(try await lab.request(question)?.reply.flatMap(Plan.init))
        let id = lab.node
        let run = try #require(try await lab.store.read { try $0.runs.active(id) })
        #expect(plan.target == place.end && plan.blockers.isEmpty)
        #expect(plan.steps.map(\.step.name).first == "power_on")
        #expect(plan.steps.map(\.step) == run.plan.steps.dropFirst().map(\.step))
        _ = try await lab.ask(.provision(.unhold))
        await (try lab.conductor()).settle()
        #expect(try await lab.current()?.provisionState == plan.target)
    }

    @Test func `the plan of unhold tells reboots, losses and how long the rest took before`() async throws {
        let steps: JSONValue = [
            ["interface": "power", "step": "hold"], ["interface": "power", "step": "reboot"],
            ["interface": "power", "step": "wait", "args": ["seconds": 30]],
        ]
        let lab = try await Lab()
        try await lab.addFakeNode(in: .manageable)
        var answers: [JSONValue] = []
        for _ in 0..<2 {
            _ = try await lab.ask(.provision(.clean), ["clean_steps": steps])
            await (try lab.conductor()).settle()
            lab.clock.advance(by: .seconds(1_000))
            let question = try await lab.ask(.plan(.unhold))
            await (try lab.conductor()).settle()
            _ = try await lab.ask(.provision(.unhold))
            await (try lab.conductor()).settle()
            answers.append(try #require(try await lab.request(question)?.reply))
        }
        #expect(answers.map { $0["reboots"] } == [1, 1])
        #expect(answers[0]["estimate"] == .null)
        #expect(answers[1]["estimate"]?["seconds"] == 31.0, "\(answers[1]["estimate"] ?? .null)")
        #expect(answers[1]["estimate"]?["steps"]?.array?.count == 2)
    }

    @Test(arguments: places)
    func `abort ends the hold`(_ place: Place) async throws {
        let lab = try await held(place)
        _ = try await lab.ask(.provision(.abort))
        await (try lab.conductor()).settle()
        let node = try #require(try await lab.current())
        #expect(node.provisionState == place.aborted)
        #expect(node.powerState == nil)
        #expect(node.lastError?.contains("abort") == true)
        let id = lab.node
        #expect(try await lab.store.read { try $0.runs.active(id) } == nil)
    }

    @Test func `a new service takes the place of one that is held`() async throws {
        let lab = try await held(Self.places[2])
        lab.clock.advance(by: .seconds(1))
        let steps: JSONValue = [["interface": "vendor", "step": "log_passthrough"]]
        _ = try await lab.ask(.provision(.service), ["service_steps": steps])
        await (try lab.conductor()).settle()
        #expect(try await lab.current()?.provisionState == .active)
        let id = lab.node
        #expect(
            try await lab.store.read { try $0.runs.list(id, limit: 5) }.map(\.state) == [.aborted, .finished])
    }

    @Test func `what is not held cannot be let go`() async throws {
        let lab = try await Lab()
        try await lab.addFakeNode(in: .active)
        let request = try await lab.ask(.provision(.unhold))
        await (try lab.conductor()).settle()
        #expect(try await lab.request(request)?.reply?["status"]?.integer == 400)
    }
}
