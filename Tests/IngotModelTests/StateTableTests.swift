import IngotModel
import Testing

/// Holds the tables of states, transitions and verbs against the facts of the public contract.
struct StateTableTests {
    @Test func `every state of the contract is there with its rules`() throws {
        let states = try #require(try ContractFile.read("states")["provision_states"]?.object)
        #expect(Set(states.keys) == Set(ProvisionState.allCases.map(\.rawValue)))
        for state in ProvisionState.allCases {
            let facts = try #require(states[state.rawValue])
            let flags: [(String, Bool)] = [
                ("stable", state.isStable), ("failure", state.isFailure), ("update_allowed", state.allowsUpdate),
                ("delete_allowed", state.allowsDeletion), ("lookup_allowed", state.allowsLookup),
                ("fast_track_lookup_allowed", state.allowsFastTrackLookup),
                ("heartbeat_allowed", state.allowsHeartbeat),
                ("fast_track_heartbeat_allowed", state.allowsFastTrackHeartbeat),
                ("heartbeat_record_only", state.recordsHeartbeatOnly), ("unstable_listed", state.isUnstable),
            ]
            for (name, value) in flags { #expect(facts[name]?.bool == value, "\(state.rawValue): \(name)") }
            #expect(facts["default_target"]?.string == state.defaultTarget?.rawValue, "\(state.rawValue)")
        }
    }

    @Test func `the transitions are those of the contract, no more and no fewer`() throws {
        let lines = try #require(try ContractFile.read("states")["transitions"]?.array)
        let expected = Set(lines.map { line in (0..<3).map { line[$0]?.string ?? "" }.joined(separator: " | ") })
        let actual = Transition.all.map { "\($0.source.rawValue) | \($0.event.rawValue) | \($0.destination.rawValue)" }
        #expect(Set(actual) == expected)
        #expect(actual.count == expected.count)
    }

    @Test func `every verb is accepted from the contract's states and versions`() throws {
        let verbs = try #require(try ContractFile.read("states")["verbs"]?.object)
        #expect(Set(verbs.keys) == Set(Verb.allCases.map(\.rawValue)))
        for verb in Verb.allCases {
            let facts = try #require(verbs[verb.rawValue])
            #expect(facts["event"]?.string == verb.event.rawValue)
            #expect(facts["min_minor"]?.integer == verb.minimumMinor)
            let sources = Set(facts["fsm_source_states"]?.array?.compactMap(\.string) ?? [])
            #expect(Set(verb.sources.map(\.rawValue)) == sources, "\(verb.rawValue)")
        }
    }

    @Test func `power words are those of the contract`() throws {
        let power = try #require(try ContractFile.read("states")["power"])
        #expect(power["states"]?.array?.compactMap(\.string).sorted() == PowerState.allCases.map(\.rawValue).sorted())
        #expect(power["targets"]?.array?.compactMap(\.string).sorted() == PowerTarget.allCases.map(\.rawValue).sorted())
        for (word, result) in power["target_power_state_while_running"]?.object ?? [:] {
            #expect(PowerTarget(rawValue: word)?.result.rawValue == result.string)
        }
    }

    @Test func `every state can be reached and every working state can fail or end`() {
        var reached: Set<ProvisionState> = [.enroll]
        for _ in ProvisionState.allCases {
            for line in Transition.all where reached.contains(line.source) { reached.insert(line.destination) }
        }
        #expect(reached == Set(ProvisionState.allCases))
        for state in ProvisionState.allCases where !state.isStable { #expect(!Transition.events(from: state).isEmpty) }
    }

    @Test(arguments: [
        (
            ProvisionState.manageable, ProvisionEvent.clean, ProvisionState?.some(.manageable),
            ProvisionState?.some(.manageable)
        ),
        (.available, .deploy, nil, .active),
        (.enroll, .manage, nil, .manageable),
        (.cleaning, .done, nil, nil),
    ])
    func `an event sets the target, and rest clears it`(
        _ from: ProvisionState, _ event: ProvisionEvent, _ asked: ProvisionState?, _ target: ProvisionState?
    ) throws {
        var node = Node(id: .random(), driver: "any", createdAt: Timestamp(seconds: 0))
        node.provisionState = from
        try node.apply(event, target: asked, at: Timestamp(seconds: 1))
        #expect(node.targetProvisionState == target)
        #expect(node.provisionUpdatedAt == Timestamp(seconds: 1))
    }

    @Test func `an event that the state does not know names the possible ones`() {
        var node = Node(id: .random(), driver: "any", createdAt: Timestamp(seconds: 0))
        #expect(throws: IllegalTransition(event: .deploy, state: .enroll)) {
            try node.apply(.deploy, at: node.createdAt)
        }
        #expect("\(IllegalTransition(event: .deploy, state: .enroll))".contains("possible: manage"))
    }
}
