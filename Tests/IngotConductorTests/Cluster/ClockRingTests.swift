import IngotModel
import IngotTestKit
import Logging
import Testing

@testable import IngotConductor
@testable import IngotStorage

/// A conductor whose clock goes wrong, beside one whose clock is right.
struct ClockRingTests {
    private let database = HandClock()
    private let wrongClock = HandClock()
    private let lab: Lab

    init() async throws { lab = Lab(in: ClockedEngine(engine: try await Lab.database(), clock: database)) }

    /// Lets time pass for all, and each conductor beat and look.
    private func pass(_ duration: Duration, _ peers: [Peer]) async {
        for clock in [lab.clock, database, wrongClock] { clock.advance(by: duration) }
        for peer in peers { await peer.pulse.beat() }
        for peer in peers { _ = await peer.look() }
    }

    private func clock(of hostname: String) async throws -> ConductorClock? {
        try await lab.store.read { try $0.conductors.find(hostname)?.clock }
    }

    @Test func `it leaves the ring, its nodes go to others, and it is back when its clock is right`() async throws {
        let (right, wrong) = (try await Peer("a", in: lab), try await Peer("b", in: lab, clock: wrongClock))
        let nodes = try await lab.addNodes(20, in: .available)
        await pass(.seconds(2), [right, wrong])
        #expect(nodes.contains(where: wrong.owns) && nodes.contains(where: right.owns))

        wrongClock.advance(by: .seconds(11))
        await pass(.seconds(2), [wrong, right])
        for peer in [right, wrong] {
            #expect(nodes.allSatisfy(peer.hostname == "a" ? peer.owns : { !peer.owns($0) }), "\(peer.hostname)")
        }
        #expect(try await clock(of: "b") == ConductorClock(ahead: .seconds(11), isRight: false))
        #expect(try await clock(of: "a") == ConductorClock())
        let living = try await lab.store.read { try $0.conductors.online(since: Timestamp(seconds: 0)) }
        #expect(living.filter(\.takesWork).map(\.hostname) == ["a"])
        #expect(
            try await Assignment(surroundings: right.surroundings, membership: right.membership).assign().taken == 20)

        for clock in [lab.clock, database] { clock.advance(by: .seconds(11)) }
        await pass(.seconds(2), [wrong, right])
        #expect(nodes.contains(where: wrong.owns) && nodes.contains(where: right.owns))
        #expect(try await clock(of: "b") == ConductorClock())
    }

    @Test func `one that begins with a wrong clock is not on the ring from the first moment`() async throws {
        wrongClock.advance(by: .seconds(3_600))
        _ = try await Peer("b", in: lab, clock: wrongClock)
        #expect(try await clock(of: "b") == ConductorClock(ahead: .seconds(3_600), isRight: false))
    }

    /// Less than a lease's length, and far more: then others' signs of life would seem to be over, too.
    @Test(arguments: [11, -11, 3_600, -3_600], [true, false])
    func `its runs go on elsewhere after their step, or here where there is nobody else`(
        _ seconds: Int, _ hasSuccessor: Bool
    ) async throws {
        let peer = try await Peer("a", in: lab, clock: wrongClock)
        if hasSuccessor { _ = try await Peer("b", in: lab) }
        try await lab.addNode(in: .available)
        let request = try #require(try await lab.request(try await lab.ask(.provision(.active))))
        wrongClock.advance(by: .seconds(seconds))
        await peer.pulse.beat()
        _ = await peer.look()
        await peer.loop.handle(.request(request))
        // The first step would go through and the second one wait.
        #expect(try await lab.activeRun(lab.node)?.state == (hasSuccessor ? .running : .suspended))
    }

    @Test(arguments: [-3_600, 3_600])
    func `its leases and its signs of life end by the database's clock`(_ seconds: Int) async throws {
        wrongClock.advance(by: .seconds(seconds))
        let peer = try await Peer("b", in: lab, clock: wrongClock)
        try await lab.addNode(in: .available)
        let (id, surroundings) = (lab.node, peer.surroundings)
        let lease = try #require(try await lab.store.write { try surroundings.acquire(id, for: "test", $0) })
        surroundings.leases.hold(lease)
        #expect(lease.expiresAt == database.now + .seconds(30))

        // Now it goes wrong by twice as much, which only the beat finds out.
        wrongClock.advance(by: .seconds(seconds))
        await peer.pulse.beat()
        let (kept, record) = try await lab.store.read {
            (try $0.leases.find(id), try $0.conductors.find("b"))
        }
        #expect(kept?.expiresAt == database.now + .seconds(30))
        #expect(record?.lastSeen == database.now)
        #expect(surroundings.leases.isSure(of: lease))
    }

    @Test(arguments: [-3_600, 3_600])
    func `a clock that is set between two beats moves nothing, and the next one tells of it`(
        _ seconds: Int
    ) async throws {
        let clock = SharedClock(wrongClock, steady: HandClock())
        for ahead in [0, seconds] {
            clock.note(try await lab.store.read { try clock.compare(in: $0) })
            #expect(clock.difference.ahead == .seconds(ahead))
            #expect(clock.now == database.now)
            wrongClock.advance(by: .seconds(seconds - ahead))
            #expect(clock.now == database.now)
        }
    }

    @Test func `on SQLite the next beat goes by the host's clock, however it was set`() async throws {
        let (lab, clock) = (try await Lab(), SharedClock(wrongClock, steady: HandClock()))
        wrongClock.advance(by: .seconds(3_600))
        clock.note(try await lab.store.read { try clock.compare(in: $0) })
        #expect(clock.now == wrongClock.now)
        #expect(clock.difference == ClockDifference())
    }

    @Test func `so they do on PostgreSQL`() async throws {
        try await StorageFixture.withStore(.postgreSQL) { store in
            let lab = Lab(in: store.engine)
            let peer = try await Peer("b", in: lab, clock: wrongClock)
            await peer.pulse.beat()
            let record = try #require(try await store.read { try $0.conductors.find("b") })
            let now = SystemWallClock().now
            #expect(record.lastSeen <= now && now - record.lastSeen < .seconds(60))
            #expect(!record.clock.isRight)
        }
    }
}
