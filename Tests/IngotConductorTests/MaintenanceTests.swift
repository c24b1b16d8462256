import IngotModel
import Testing

@testable import IngotConductor
@testable import IngotStorage

/// A node that is put into maintenance while a run waits for its machine (peer: ironic's timeouts leave such nodes out,
/// and their heartbeats take no action).
struct MaintenanceTests {
    struct Place: Sendable, CustomTestStringConvertible {
        var verb: Verb
        var from: ProvisionState
        var wait: ProvisionState
        var end: ProvisionState
        var arguments: [String: JSONValue] = [:]
        var testDescription: String { wait.rawValue }
    }

    private static let patch: JSONValue = [["interface": "deploy", "step": "patch"]]

    static let places = [
        Place(verb: .active, from: .available, wait: .deployWait, end: .active),
        Place(
            verb: .clean, from: .manageable, wait: .cleanWait, end: .manageable, arguments: ["clean_steps": patch]),
        Place(verb: .service, from: .active, wait: .serviceWait, end: .active, arguments: ["service_steps": patch]),
        Place(
            verb: .rescue, from: .active, wait: .rescueWait, end: .rescue, arguments: ["rescue_password": "secret"]),
    ]

    static let inspection = Place(verb: .inspect, from: .manageable, wait: .inspectWait, end: .manageable)

    private func waiting(_ place: Place, world: World = World()) async throws -> Lab {
        let lab = try await Lab(world: world)
        try await lab.addNode(in: place.from) { $0.interfaces = LabHardware.worldInterfaces }
        _ = try await lab.ask(.provision(place.verb), place.arguments)
        await (try lab.conductor()).settle(until: place.wait)
        #expect(try await lab.current()?.provisionState == place.wait)
        return lab
    }

    private func heartbeat(_ lab: Lab) async throws {
        let (id, now) = (lab.node, lab.clock.now)
        try await lab.store.write { _ = try $0.runs.wake(id, at: now) }
    }

    @Test(arguments: places)
    func `its wait is never too long, its agent moves nothing, and it goes on when maintenance ends`(
        _ place: Place
    ) async throws {
        let lab = try await waiting(place)
        try await lab.maintain(true)
        let steps = try await lab.activeRun(lab.node)?.position
        lab.clock.advance(by: .seconds(1_000_000))
        try await heartbeat(lab)
        await (try lab.conductor()).settle()
        #expect(try await lab.current()?.provisionState == place.wait)
        #expect(try await lab.activeRun(lab.node)?.position == steps)

        try await lab.maintain(false)
        await (try lab.conductor()).settle()
        let node = try #require(try await lab.current())
        #expect(node.provisionState == place.end, "\(node.lastError ?? "")")
        let texts = try await lab.journal().compactMap(\.observation).filter { $0.source == .maintenance }.map(\.text)
        #expect(texts.count == 2)
        for part in ["node is in maintenance since 2027-01-15T", "reason: a new disk"] {
            #expect(texts.first?.contains(part) == true, "\(texts)")
        }
        // Who has set it is not for everybody who may read the journal.
        #expect(!texts.contains { $0.contains("ada") })
        #expect(texts.last?.contains("has ended") == true)
    }

    @Test func `the time in maintenance does not count, and a wait that is too long tells of it`() async throws {
        let lab = try await waiting(Self.places[0], world: World { .max })
        lab.clock.advance(by: .seconds(90))
        try await lab.maintain(true)
        lab.clock.advance(by: .seconds(5_000))
        try await lab.maintain(false)
        let end = lab.clock.now
        await (try lab.conductor()).settle(until: .deployFailed)
        #expect(lab.clock.now - end == .seconds(10))
        let told = "Ingot had told, 10 s ago: the maintenance has ended after 5000 s, which count for no wait"
        #expect(try await lab.current()?.lastError?.contains(told) == true)
    }

    @Test func `a run that was being looked at when maintenance ended may wait for as much longer, too`() async throws {
        let lab = try await waiting(Self.places[0])
        let peer = try await Peer("lab", in: lab)
        let records = RunRecords(surroundings: peer.surroundings)
        let id = try #require(try await lab.activeRun(lab.node)?.id)
        let (run, lease) = try #require(try await records.takeUp(id))
        let deadline = try #require(run.deadline)
        try await lab.maintain(true)
        lab.clock.advance(by: .seconds(50))
        try await lab.maintain(false)
        try await records.suspend(
            run, Waiting(ticket: .null, interval: .seconds(1)), until: deadline, under: lease)
        #expect(try await lab.activeRun(lab.node)?.deadline == deadline + .seconds(50))
    }

    @Test func `what its ramdisk tells of an inspection is taken, but no wait for that is too long`() async throws {
        for (world, end) in [(World(), ProvisionState.manageable), (World { .max }, .inspectWait)] {
            let lab = try await waiting(Self.inspection, world: world)
            try await lab.maintain(true)
            lab.clock.advance(by: .seconds(1_000_000))
            try await (try lab.conductor()).settle(steps: 10)
            #expect(try await lab.current()?.provisionState == end)
        }
    }

    @Test func `a run that comes to its first wait in maintenance waits there`() async throws {
        let lab = try await Lab()
        try await lab.addNode(in: .active) { node in
            node.interfaces = LabHardware.worldInterfaces
            node.inMaintenance = true
        }
        _ = try await lab.ask(.provision(.deleted))
        await (try lab.conductor()).settle()
        #expect(try await lab.current()?.provisionState == .cleanWait)
        try await lab.maintain(false)
        await (try lab.conductor()).settle()
        #expect(try await lab.current()?.provisionState == .available)
    }

    @Test func `its power can be switched, also where that takes a while`() async throws {
        let lab = try await Lab()
        try await lab.addNode(in: .active) { node in
            node.interfaces = LabHardware.worldInterfaces
            node.inMaintenance = true
        }
        _ = try await lab.ask(.power(.reboot))
        await (try lab.conductor()).settle()
        #expect(try await lab.current()?.powerState == .on)
    }

    @Test func `a waiting run can be aborted in maintenance`() async throws {
        let lab = try await waiting(Self.places[0])
        try await lab.maintain(true)
        _ = try await lab.ask(.provision(.abort))
        await (try lab.conductor()).settle()
        #expect(try await lab.current()?.provisionState == .deployFailed)
    }

    @Test(arguments: places)
    func `where work is not to wait for the end of maintenance, the next heartbeat ends it`(_ place: Place) async throws
    {
        let lab = try await waiting(place)
        let peer = try await Peer("lab", in: lab) { $0.allowsProvisioningInMaintenance = false }
        try await lab.maintain(true)
        lab.clock.advance(by: .seconds(1))
        try await heartbeat(lab)
        await peer.work()
        let node = try #require(try await lab.current())
        #expect(node.provisionState.isFailure)
        #expect(node.maintenanceReason == "a new disk")
        let error = try #require(node.lastError)
        for part in [" was aborted at ", " while waiting: node is in maintenance since", "a new disk"] {
            #expect(error.contains(part), "\(error)")
        }
        // Nothing has failed, and nobody is told that it had.
        #expect(!error.contains("fail"))
        let (run, history) = try await lab.store.read { [id = lab.node] transaction in
            (
                try transaction.runs.list(id, limit: 1).first,
                try transaction.history.list(Listing(HistoryFilter(node: id))).last
            )
        }
        #expect(run?.state == .aborted && run?.error == error)
        #expect(history?.event == error)
    }

    @Test func `the plan tells what maintenance stops, or would stop`() async throws {
        let lab = try await waiting(Self.places[0])
        try await lab.maintain(true)
        #expect(
            try await notes(on: .abort, lab).contains { $0.hasPrefix("'active' is waiting: node is in maintenance") })
        let other = try await Lab()
        try await other.addNode(in: .active) { node in
            node.interfaces = LabHardware.worldInterfaces
            node.inMaintenance = true
            node.fault = "power failure"
        }
        let told = try await notes(on: .deleted, other)
        #expect(told.contains { $0.contains("by Ingot after a power failure") && $0.contains("first wait") }, "\(told)")
    }

    private func notes(on verb: Verb, _ lab: Lab) async throws -> [String] {
        let question = try await lab.ask(.plan(verb))
        await (try lab.conductor()).settle()
        return try await lab.request(question)?.reply?["notes"]?.array?.compactMap(\.string) ?? []
    }

    @Test func `who and since when is kept until maintenance ends, whatever reason is given meanwhile`() async throws {
        let lab = try await Lab()
        try await lab.addNode(in: .active)
        try await lab.maintain(true)
        let since = lab.clock.now
        lab.clock.advance(by: .seconds(60))
        try await lab.maintain(true, reason: "a newer disk")
        #expect(try await lab.current()?.maintenanceSince == since)
        #expect(try await lab.current()?.maintenanceBy == "ada")
        try await lab.maintain(false)
        #expect(try await lab.current()?.maintenanceSince == nil)
        #expect(try await lab.current()?.maintenanceBy == nil)
    }
}

extension Lab {
    /// As the API does it.
    fileprivate func maintain(_ isOn: Bool, reason: String = "a new disk") async throws {
        let (id, now) = (node, clock.now)
        try await store.write { transaction in
            guard var node = try transaction.nodes.find(id) else { return }
            node.inMaintenance = isOn
            node.maintenanceReason = isOn ? reason : nil
            node.maintenanceBy = node.maintenanceBy ?? "ada"
            node.updatedAt = now
            try transaction.nodes.update(node)
        }
    }
}
