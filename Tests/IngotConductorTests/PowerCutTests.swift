import IngotModel
import Testing

/// Kills the conductor at every write of a verb, before and after the commit, and lets the next life go on.
struct PowerCutTests {
    struct Journey: Sendable, CustomTestStringConvertible {
        var verb: Verb
        var from: ProvisionState
        var to: ProvisionState
        /// How often each effect may take place at most; what is not named may be repeated.
        var onlyOnce: [String]
        /// Whether the node has the shipped fake interfaces instead of the tests' own.
        var isShipped = false
        var arguments: [String: JSONValue] = [:]
        var testDescription: String { "\(verb.rawValue) from \(from.rawValue)\(isShipped ? ", fake-hardware" : "")" }

        func addNode(to lab: Lab) async throws {
            try await lab.addNode(in: from) { node in
                if isShipped { node.interfaces = Lab.fakeInterfaces }
            }
        }
    }

    static let journeys = [
        Journey(verb: .manage, from: .enroll, to: .manageable, onlyOnce: []),
        Journey(verb: .provide, from: .manageable, to: .available, onlyOnce: ["erase"]),
        Journey(verb: .active, from: .available, to: .active, onlyOnce: ["write"]),
        Journey(verb: .rebuild, from: .active, to: .active, onlyOnce: ["write"]),
        Journey(verb: .deleted, from: .active, to: .available, onlyOnce: ["erase"]),
        Journey(verb: .provide, from: .manageable, to: .available, onlyOnce: [], isShipped: true),
        Journey(verb: .active, from: .available, to: .active, onlyOnce: [], isShipped: true),
        Journey(verb: .deleted, from: .active, to: .available, onlyOnce: [], isShipped: true),
        Journey(verb: .inspect, from: .manageable, to: .manageable, onlyOnce: [], isShipped: true),
        Journey(
            verb: .clean, from: .manageable, to: .manageable, onlyOnce: [], isShipped: true,
            arguments: [
                "clean_steps": [
                    [
                        "interface": "bios", "step": "apply_configuration",
                        "args": ["settings": [["name": "a", "value": "1"]]],
                    ], ["interface": "power", "step": "wait", "args": ["seconds": 3]],
                    ["interface": "power", "step": "reboot"],
                ]
            ]),
        Journey(
            verb: .service, from: .active, to: .active, onlyOnce: [], isShipped: true,
            arguments: ["service_steps": [["interface": "vendor", "step": "log_passthrough"]]]),
        Journey(
            verb: .rescue, from: .active, to: .rescue, onlyOnce: [], isShipped: true,
            arguments: ["rescue_password": "secret"]),
        Journey(verb: .unrescue, from: .rescue, to: .active, onlyOnce: [], isShipped: true),
        Journey(verb: .adopt, from: .manageable, to: .active, onlyOnce: [], isShipped: true),
    ]

    @Test(arguments: journeys, CuttingEngine.Moment.allCases)
    func `a power cut at any write loses nothing and repeats nothing that must not be`(
        _ journey: Journey, _ moment: CuttingEngine.Moment
    ) async throws {
        let writes = try await writesOf(journey)
        #expect(writes > 3)
        for cut in 1...writes {
            let lab = try await Lab()
            try await journey.addNode(to: lab)
            _ = try await lab.ask(.provision(journey.verb), journey.arguments)
            let first = try lab.conductor(cutAt: cut, moment)
            await first.settle()
            #expect(first.engine.isDead)
            await (try lab.conductor()).settle()
            let node = try #require(try await lab.current())
            #expect(node.provisionState == journey.to, "cut at write \(cut): \(node.lastError ?? "no error")")
            #expect(node.targetProvisionState == nil)
            for effect in journey.onlyOnce { #expect(lab.world.count(effect) == 1, "\(effect), cut at write \(cut)") }
            let id = lab.node
            #expect(try await lab.store.read { try $0.runs.active(id) } == nil)
        }
    }

    private func writesOf(_ journey: Journey) async throws -> Int {
        let lab = try await Lab()
        try await journey.addNode(to: lab)
        _ = try await lab.ask(.provision(journey.verb), journey.arguments)
        let life = try lab.conductor()
        await life.settle()
        #expect(try await lab.current()?.provisionState == journey.to)
        return life.engine.writes
    }
}
