import AsyncToolkit
import IngotModel
import Synchronization
import Testing

@testable import IngotConductor
@testable import IngotStorage

/// A conductor whose lease somebody has broken.
struct LeaseLossTests {
    @Test func `work that hangs is given up at the next look, and its run is taken up anew`() async throws {
        let lab = try await Lab()
        let peer = try await Peer("a", in: lab)
        try await lab.addNode(in: .available)
        let request = try #require(try await lab.request(try await lab.ask(.provision(.active))))
        let admitted = try #require(try await Admission(surroundings: peer.surroundings).process(request))
        let key = admitted.run.id.text
        _ = peer.inFlight.begin(key)
        let begun = Bell()
        let hanging = Task {
            await peer.surroundings.leases.whileHeld(admitted.lease) {
                begun.ring()
                try? await EndlessClock().sleep(for: .seconds(1))
            }
            peer.inFlight.end(key, limit: 1)
        }
        await begun.wait(after: 0)
        #expect(await !peer.look().doubtsLeases)

        #expect(try await lab.store.write { try $0.leases.takeAway(admitted.lease) })
        let look = await peer.look()
        #expect(look.doubtsLeases && look.items.isEmpty)
        await peer.surroundings.leases.renewAll()
        await hanging.value
        #expect(await peer.look().items.map(\.key) == [key])
        await #expect(throws: LeaseLost.self) {
            try await RunRecords(surroundings: peer.surroundings).complete(admitted.run, under: admitted.lease)
        }
    }

    @Test func `work whose lease is lost before it begins is cancelled at once`() async throws {
        let lab = try await Lab()
        let peer = try await Peer("a", in: lab)
        let now = lab.clock.now
        let lease = Lease(
            node: .random(), holder: "a", incarnation: "x", fence: 1, purpose: "x", since: now, expiresAt: now)
        let wasCancelled = Mutex(false)
        await peer.surroundings.leases.whileHeld(lease) {
            try? await EndlessClock().sleep(for: .seconds(1))
            wasCancelled.withLock { $0 = Task.isCancelled }
        }
        #expect(wasCancelled.withLock { $0 })
    }

    @Test func `a beat keeps all leases and says that the conductor lives`() async throws {
        let lab = try await Lab()
        let peer = try await Peer("a", in: lab)
        try await lab.addNode(in: .available)
        let request = try #require(try await lab.request(try await lab.ask(.provision(.active))))
        let lease = try #require(try await Admission(surroundings: peer.surroundings).process(request)).lease
        lab.clock.advance(by: .seconds(29))
        #expect(await peer.pulse.beat())
        lab.clock.advance(by: .seconds(29))
        #expect(peer.surroundings.leases.isSure(of: lease))
        let (kept, record) = try await lab.store.read { transaction in
            (try transaction.leases.find(lease.node), try transaction.conductors.find("a"))
        }
        #expect(kept?.expiresAt == lease.expiresAt + .seconds(29))
        #expect(record?.lastSeen == lease.since + .seconds(29))
    }
}
