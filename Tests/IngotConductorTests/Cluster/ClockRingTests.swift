import IngotModel
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

    @Test func `its runs go on elsewhere after their step, or here where there is nobody else`() async throws {
        for hasSuccessor in [true, false] {
            let lab = Lab(in: ClockedEngine(engine: try await Lab.database(), clock: HandClock()))
            let clock = HandClock()
            let peer = try await Peer("a", in: lab, clock: clock)
            if hasSuccessor { _ = try await Peer("b", in: lab) }
            try await lab.addNode(in: .available)
            let request = try #require(try await lab.request(try await lab.ask(.provision(.active))))
            clock.advance(by: .seconds(11))
            await peer.pulse.beat()
            _ = await peer.look()
            await peer.loop.handle(.request(request))
            // The first step would go through and the second one wait.
            #expect(try await lab.activeRun(lab.node)?.state == (hasSuccessor ? .running : .suspended))
        }
    }
}
