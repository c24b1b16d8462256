import IngotModel
import IngotStorage
import Testing

@testable import IngotConductor

/// The words for a wait that has taken too long.
struct OverdueTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var change: @Sendable (inout Overdue) -> Void
        var says: [String]
    }

    static let cases = [
        Case(
            testDescription: "the stage", change: { _ in },
            says: [
                "it waited too long, 1900 s since 2027-01-15T08:00:00", "'wait call-back' may last 1800 s;",
                "it waited for: write is running", "then ask for 'active' again",
            ]),
        Case(
            testDescription: "no agent", change: { _ in },
            says: ["no agent has been heard of", "whether it boots the deploy ramdisk"]),
        Case(
            testDescription: "an agent that fell silent",
            change: { $0.agent = agent(heard: -100) },
            says: [
                "the agent at http://192.0.2.2:9999 (version 11.0) was last heard of at", "2000 s ago",
                "with the status 'start': erasing", "whether the ramdisk still runs and has its network",
            ]),
        Case(
            testDescription: "an agent that lives",
            change: { $0.agent = agent(heard: 1_890) },
            says: ["10 s ago", "1800 s after the agent's last sign of life", "see in its log on the machine"]),
        Case(
            testDescription: "an agent that never called",
            change: {
                $0.agent = agent(heard: 0)
                $0.agent?.lastHeartbeat = nil
            }, says: ["has never sent a heartbeat"]),
        Case(
            testDescription: "a machine that is off", change: { $0.power = .state(.off) },
            says: [
                "the power interface 'ipmi' says that the machine is at 'power off'",
                "find out who switched the machine off",
            ]),
        Case(
            testDescription: "a machine that nobody knows of", change: { $0.power = .state(nil) },
            says: ["does not know whether the machine is on"]),
        Case(
            testDescription: "a BMC that fails", change: { $0.power = .failed("no route to 192.0.2.7") },
            says: [
                "could not tell the machine's state: no route to 192.0.2.7 (before that, it was at 'power on')",
                "check the way to the machine's BMC",
            ]),
        Case(
            testDescription: "a BMC that does not answer", change: { $0.power = .silent(.seconds(5)) },
            says: ["did not answer within 5 s", "check the way to the machine's BMC"]),
        Case(
            testDescription: "what the boot services saw last",
            change: {
                $0.seen = [
                    seen(.init(.boot, "TFTP: snponly.efi was fetched"), at: 60),
                    seen(.init(.boot, "DHCP: an address was given"), at: 50),
                ]
            }, says: ["the boot services had told, 1840 s ago: TFTP: snponly.efi was fetched;"]),
        Case(
            testDescription: "a step without the ramdisk", change: { $0.needsRamdisk = false },
            says: ["look at the machine's console, then"]),
        Case(
            testDescription: "a cleaning", change: { $0.state = .cleanWait },
            says: ["end the maintenance, ask for 'manage' and clean the node again"]),
        Case(
            testDescription: "a cleaning that never came to its steps",
            change: { ($0.state, $0.leavesDoubts) = (.cleanWait, false) },
            says: ["then ask for 'manage' and clean the node again"]),
        Case(
            testDescription: "a service", change: { ($0.verb, $0.state) = ("service", .serviceWait) },
            says: ["end the maintenance, ask for 'service' again"]),
        Case(
            testDescription: "a service that never came to its steps",
            change: { ($0.verb, $0.state, $0.leavesDoubts) = ("service", .serviceWait, false) },
            says: ["then ask for 'service' again"]),
        Case(
            testDescription: "a step that names nothing", change: { $0.awaited = nil },
            says: ["it waited for: nothing that it named"]),
    ]

    private static let start = Timestamp(seconds: 1_800_000_000)

    private static func agent(heard seconds: Int64) -> AgentRecord {
        var agent = AgentRecord(node: .random())
        agent.url = "http://192.0.2.2:9999"
        agent.version = "11.0"
        agent.status = "start"
        agent.statusMessage = "erasing"
        agent.lastHeartbeat = start + .seconds(seconds)
        return agent
    }

    private static func seen(_ observation: Observation, at seconds: Int64) -> JournalEntry {
        JournalEntry(
            run: .random(), sequence: 1, at: start + .seconds(seconds), kind: .observed, stepIndex: 0,
            ticket: observation.ticket, detail: observation.text)
    }

    @Test(arguments: cases)
    func `a wait that was too long tells its stage, the evidence and what to do next`(_ given: Case) {
        var overdue = Overdue(
            verb: "active", state: .deployWait, awaited: "write is running", needsRamdisk: true, since: Self.start,
            now: Self.start + .seconds(1_900), allowed: .seconds(1_800), powerInterface: "ipmi", power: .state(.on),
            knownPower: .on)
        given.change(&overdue)
        for part in given.says { #expect(overdue.text.contains(part), "\(overdue.text)") }
    }

    @Test func `what was found out is in the journal, before the failure`() async throws {
        let lab = try await Lab(world: World { .max })
        try await lab.addNode(in: .available)
        _ = try await lab.ask(.provision(.active))
        let life = try lab.conductor()
        await life.settle(until: .deployWait)
        let (id, now) = (lab.node, lab.clock.now)
        try await lab.store.write { transaction in
            _ = try transaction.journal.observe(Observation(.boot, "DHCP: an address was given"), of: id, at: now)
        }
        await life.settle()
        let entries = try await lab.journal().suffix(4)
        #expect(entries.map(\.kind) == [.observed, .observed, .observed, .failed])
        #expect(entries.compactMap(\.observation?.source) == [.boot, .agent, .bmc])
        let node = try #require(try await lab.current())
        #expect(node.provisionState == .deployFailed)
        for part in ["deploy.write (2 of 3, by the agent)", "100 s since", "DHCP: an address was given"] {
            #expect(node.lastError?.contains(part) == true, "\(node.lastError ?? "")")
        }
    }

    @Test func `an agent that fell silent is told in error, journal and history, with its age`() async throws {
        let lab = try await Lab(world: World { .max })
        try await lab.addNode(in: .available) { $0.powerState = .on }
        _ = try await lab.ask(.provision(.active))
        let life = try lab.conductor()
        await life.settle(until: .deployWait)
        var agent = AgentRecord(node: lab.node)
        agent.url = "http://192.0.2.2:9999"
        agent.lastHeartbeat = lab.clock.now
        let beat = agent
        try await lab.store.write { try $0.agents.upsert(beat) }
        await life.settle()
        let node = try #require(try await lab.current())
        let error = try #require(node.lastError)
        #expect(error.contains("the agent at http://192.0.2.2:9999 was last heard of at"), "\(error)")
        #expect(error.contains(", 100 s ago"), "\(error)")
        let details = try await lab.journal().filter { $0.kind == .observed }.compactMap(\.detail)
        #expect(details.contains { $0.contains("last heard of at") && $0.contains(", 100 s ago") }, "\(details)")
        let id = lab.node
        let history = try await lab.store.read { try $0.history.list(Listing(HistoryFilter(node: id))) }
        #expect(history.contains { $0.event == error })
    }

    @Test func `a wait for a heartbeat lasts no longer than allowed, and one that takes its own time does`()
        async throws
    {
        for (arguments, end): (JSONValue, ProvisionState) in [
            ([:], .serviceFailed), (["seconds": 30], .active),
        ] {
            let lab = try await Lab()
            try await lab.addFakeNode(in: .active)
            let peer = try await Peer("a", in: lab) { $0.waits[.serviceWait] = .seconds(2) }
            let step: JSONValue = ["interface": "power", "step": "wait", "args": arguments]
            _ = try await lab.ask(.provision(.service), ["service_steps": [step]])
            await peer.work()
            lab.clock.advance(by: .seconds(end == .active ? 30 : 2))
            await peer.work()
            let node = try #require(try await lab.current())
            #expect(node.provisionState == end, "\(node.lastError ?? "")")
            if end == .serviceFailed { #expect(node.lastError?.contains("may last 2 s") == true) }
        }
    }

    @Test func `what is seen of a node without a run is nobody's evidence`() async throws {
        let lab = try await Lab()
        try await lab.addNode(in: .active)
        let (id, now) = (lab.node, lab.clock.now)
        let isKept = try await lab.store.write { transaction in
            try transaction.journal.observe(Observation(.boot, "DHCP"), of: id, at: now)
        }
        #expect(!isKept)
    }
}
