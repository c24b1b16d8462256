import AsyncToolkit
import IngotModel
import Testing

@testable import IngotConductor
@testable import IngotStorage

/// A conductor that an operator wants gone.
struct DrainTests {
    @Test func `a draining conductor takes nothing new, and the others take what is its`() async throws {
        let lab = try await Lab()
        let (leaving, staying) = (try await Peer("a", in: lab), try await Peer("b", in: lab))
        let nodes = try await lab.addNodes(20, in: .available)
        for node in nodes { _ = try await lab.ask(.active, of: node) }
        _ = try await lab.store.write { try $0.conductors.setDraining("a", true) }
        #expect(await leaving.look().items.isEmpty)
        #expect(await staying.work() == 20)

        _ = try await lab.store.write { try $0.conductors.setDraining("a", false) }
        lab.clock.advance(by: .seconds(6))
        #expect(await !leaving.look().items.isEmpty)
    }

    @Test func `a draining conductor without work signs off, lives on, and is there again when it may be`() async throws
    {
        let lab = try await Lab()
        let peer = try await Peer("a", in: lab)
        _ = try await lab.store.write { try $0.conductors.setDraining("a", true) }
        _ = await peer.look()
        _ = peer.inFlight.begin("something")
        await peer.pulse.beat()
        #expect(try await record(lab)?.isOnline == true)
        peer.inFlight.end("something", limit: 1)
        await peer.pulse.beat()
        #expect(try await record(lab)?.isOnline == false)

        _ = try await lab.store.write { try $0.conductors.setDraining("a", false) }
        lab.clock.advance(by: .seconds(2))
        _ = await peer.look()
        await peer.pulse.beat()
        #expect(try await record(lab)?.isOnline == true)
    }

    @Test func `a run in flight goes on elsewhere after its step, or here where there is nobody else`() async throws {
        for hasSuccessor in [true, false] {
            let lab = try await Lab()
            let peer = try await Peer("a", in: lab)
            if hasSuccessor { _ = try await Peer("b", in: lab) }
            _ = await peer.look()
            try await lab.addNode(in: .available)
            let request = try #require(try await lab.request(try await lab.ask(.provision(.active))))
            _ = try await lab.store.write { try $0.conductors.setDraining("a", true) }
            lab.clock.advance(by: .seconds(2))
            await peer.pulse.beat()
            _ = await peer.look()
            await peer.loop.handle(.request(request))
            // The first step would go through and the second one wait.
            #expect(try await lab.activeRun(lab.node)?.state == (hasSuccessor ? .running : .suspended))
            let id = lab.node
            #expect(try await lab.store.read { try $0.leases.find(id) } == nil)
        }
    }

    @Test func `a conductor that was told to go ends when nothing is left`() async throws {
        let lab = try await Lab()
        let peer = try await Peer("a", in: lab)
        peer.departure.ask(until: lab.clock.now + .seconds(100))
        await peer.pulse.beat()
        #expect(try await record(lab)?.isDraining == true)
        await peer.loop.run()
        #expect(peer.inFlight.isEmpty)
    }

    @Test func `a conductor that was told to go ends when its time is up, whatever is in flight`() async throws {
        let lab = try await Lab()
        let peer = try await Peer("a", in: lab)
        _ = peer.inFlight.begin("something that never ends")
        peer.departure.ask(until: lab.clock.now + .seconds(100))
        lab.clock.advance(by: .seconds(100))
        await peer.loop.run()
        #expect(!peer.inFlight.isEmpty)
    }

    @Test func `a conductor that an operator has drained is so after a new start, until that is taken back`()
        async throws
    {
        let lab = try await Lab()
        _ = try await Peer("a", in: lab)
        _ = try await lab.store.write { try $0.conductors.setDraining("a", true) }
        try await lab.addNode(in: .available)
        _ = try await lab.ask(.provision(.active))
        for _ in 1...2 {
            let next = try await Peer("a", in: lab)
            #expect(await next.look().items.isEmpty)
            next.departure.ask(until: lab.clock.now)
            await next.pulse.beat()
        }
        _ = try await lab.store.write { try $0.conductors.setDraining("a", false) }
        #expect(await (try Peer("a", in: lab)).look().items.count == 1)
    }

    @Test func `a process that was told to go keeps the next one from nothing`() async throws {
        let lab = try await Lab()
        let peer = try await Peer("a", in: lab)
        peer.departure.ask(until: lab.clock.now)
        await peer.pulse.beat()
        #expect(try await record(lab)?.isDraining == true)
        _ = try await Peer("a", in: lab)
        #expect(try await record(lab)?.isDraining == false)
    }

    @Test func `an earlier life that goes does not drain the one that has its name now`() async throws {
        let lab = try await Lab()
        let (earlier, _) = (try await Peer("a", in: lab), try await Peer("a", in: lab))
        earlier.departure.ask(until: lab.clock.now + .seconds(100))
        await earlier.pulse.beat()
        #expect(try await record(lab)?.isDraining == false)
    }

    @Test func `a drain that is taken back is told at once`() async throws {
        let lab = try await Lab()
        let beaten = Bell()
        let seam = Incident(at: .committed) { beaten.ring() }
        let peer = try await Peer("a", in: lab, through: seam)
        let pulse = Task { await peer.pulse.run() }
        for isDraining in [true, false] {
            _ = try await lab.store.write { try $0.conductors.setDraining("a", isDraining) }
            lab.clock.advance(by: .seconds(2))
            let seen = beaten.rings
            seam.arm()
            _ = await peer.look()
            await beaten.wait(after: seen)
            #expect(try await record(lab)?.isOnline == !isDraining)
        }
        pulse.cancel()
        await pulse.value
    }

    @Test func `whoever hands a run over, or signs off, does so although it is cancelled, and is heard`() async throws {
        let lab = try await Lab()
        let peer = try await Peer("a", in: lab)
        try await lab.addNode(in: .available)
        let request = try #require(try await lab.request(try await lab.ask(.provision(.active))))
        let admitted = try #require(try await Admission(surroundings: peer.surroundings).process(request))
        let rings = peer.surroundings.store.bell.rings
        await Task {
            Incident.cancellation()
            await Runner(surroundings: peer.surroundings, isStopping: { false }).drive(
                admitted.run, under: admitted.lease)
            #expect(peer.surroundings.store.bell.rings == rings + 1)
            await Registration(surroundings: peer.surroundings).leave()
        }.value
        let id = lab.node
        #expect(try await lab.store.read { try $0.leases.find(id) } == nil)
        #expect(try await lab.activeRun(id)?.state == .running)
        #expect(try await record(lab)?.isOnline == false)
    }

    @Test func `a place that becomes free is noticed, whatever a request has become`() async throws {
        func rings(among limit: Int) async throws -> UInt64 {
            let lab = try await Lab()
            let peer = try await Peer("a", in: lab) { $0.maximumConcurrency = limit }
            try await lab.addNode(in: .available)
            let request = try #require(try await lab.request(try await lab.ask(.provision(.active))))
            _ = peer.inFlight.begin(Agenda.Item.request(request).key)
            await peer.loop.handle(.request(request))
            #expect(peer.inFlight.isEmpty)
            return peer.surroundings.store.bell.rings
        }
        #expect(try await rings(among: 1) == rings(among: 2) + 1)
    }

    private func record(_ lab: Lab) async throws -> ConductorRecord? {
        try await lab.store.read { try $0.conductors.find("a") }
    }
}
