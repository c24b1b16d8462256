import IngotModel
import Testing

@testable import IngotConductor
@testable import IngotStorage

/// Several conductors on one database.
struct ClusterTests {
    @Test func `each takes the requests of its own nodes, and together they take all`() async throws {
        let lab = try await Lab()
        let nodes = try await lab.addNodes(60, in: .available)
        for node in nodes { _ = try await lab.ask(.active, of: node) }
        let peers = try await [Peer("a", in: lab), Peer("b", in: lab), Peer("c", in: lab)]
        for peer in peers {
            let found = await peer.look().items
            #expect(!found.isEmpty)
            for case .request(let request) in found { #expect(peer.owns(request.node)) }
        }
        for peer in peers { await peer.work() }
        for node in nodes {
            let owner = try #require(peers.first { $0.owns(node) })
            #expect(try await lab.activeRun(node) != nil)
            #expect(try await lab.node(node)?.conductor == owner.hostname)
        }
    }

    @Test func `others' work in front, however much, keeps a conductor from nothing`() async throws {
        let lab = try await Lab()
        let peers = try await [Peer("a", in: lab), Peer("b", in: lab) { $0.maximumConcurrency = 2 }]
        for peer in peers { await peer.work() }
        let nodes = try await lab.addNodes(700, in: .available)
        let (others, own) = (nodes.filter(peers[0].owns), nodes.filter(peers[1].owns))
        for node in others { _ = try await lab.ask(.active, of: node) }
        let last = try await lab.ask(.active, of: try #require(own.first))
        #expect(await peers[1].look().items.map(\.key) == [last.text])
    }

    @Test func `a node that moves takes its suspended run along`() async throws {
        let lab = try await Lab()
        let first = try await Peer("a", in: lab)
        let nodes = try await lab.addNodes(20, in: .available)
        for node in nodes { _ = try await lab.ask(.active, of: node) }
        await first.work()
        #expect(try await lab.activeRun(nodes[0])?.state == .suspended)

        let second = try await Peer("b", in: lab)
        lab.clock.advance(by: .seconds(5))
        _ = await second.look()
        let moved = nodes.filter(second.owns)
        #expect(!moved.isEmpty && moved.count < nodes.count)
        // Whoever looks first, each finds what is its own.
        let (kept, taken) = (await first.look(), await second.look())
        #expect(Set(taken.nodes) == Set(moved))
        #expect(Set(kept.nodes).isDisjoint(with: moved))
        await second.work()
        #expect(try await lab.node(moved[0])?.provisionState == .deployWait)
    }

    @Test func `nodes show whose they are when conductors come and go`() async throws {
        let lab = try await Lab()
        let nodes = try await lab.addNodes(40, in: .available)
        let peers = try await [Peer("a", in: lab), Peer("b", in: lab)]
        for peer in peers {
            _ = await peer.look()
            #expect(
                try await Assignment(surroundings: peer.surroundings, membership: peer.membership).assign()
                    .taken == nodes.count(where: peer.owns))
        }
        let shares = try await lab.store.read { try $0.conductors.shares() }
        #expect(shares.values.reduce(0, +) == 40 && shares.count == 2)
        let again = Assignment(surroundings: peers[0].surroundings, membership: peers[0].membership)
        #expect(try await again.assign() == (0, 0))
    }

    @Test func `a conductor that dies is missed when its leases are over, and no later`() async throws {
        let lab = try await Lab()
        let (dead, alive) = (try await Peer("a", in: lab), try await Peer("b", in: lab))
        _ = await dead.look()
        let nodes = try await lab.addNodes(40, in: .available)
        let orphan = try #require(nodes.first(where: dead.owns))
        let request = try await lab.ask(.active, of: orphan)
        // It dies in the middle of a step, just after a beat.
        await dead.pulse.beat()
        let asked = try #require(try await lab.request(request))
        let admitted = try #require(try await Admission(surroundings: dead.surroundings).process(asked))

        let lease = alive.surroundings.settings.leaseDuration
        lab.clock.advance(by: lease - .milliseconds(500))
        await alive.pulse.beat()
        let before = await alive.look()
        #expect(before.items.isEmpty)
        #expect(before.pause <= .milliseconds(501))

        lab.clock.advance(by: .milliseconds(501))
        #expect(await alive.look().nodes == [orphan])
        await alive.work()
        #expect(try await lab.activeRun(orphan)?.state == .suspended)
        // The dead one was only asleep: what it writes now is refused.
        await #expect(throws: LeaseLost.self) {
            try await RunRecords(surroundings: dead.surroundings).complete(admitted.run, under: admitted.lease)
        }
    }

    @Test func `a call that a dead conductor had claimed is refused, but not while its lease lasts`() async throws {
        let lab = try await Lab()
        let (dead, alive) = (try await Peer("a", in: lab), try await Peer("b", in: lab))
        _ = await dead.look()
        let node = try #require(try await lab.addNodes(40, in: .available).first(where: dead.owns))
        let request = try await lab.ask(.active, of: node)
        let (surroundings, lease) = (dead.surroundings, dead.surroundings.settings.leaseDuration)
        lab.clock.advance(by: .seconds(2))
        try await lab.store.write { transaction in
            _ = try transaction.requests.claim(request, by: "a")
            _ = try surroundings.acquire(node, for: "call", transaction)
        }
        lab.clock.advance(by: lease - .seconds(1))
        await alive.pulse.beat()
        #expect(await alive.look().hasStranded == false)
        lab.clock.advance(by: .seconds(1))
        await alive.pulse.beat()
        #expect(await alive.look().hasStranded)
        await alive.loop.releaseStranded()
        #expect(try await lab.request(request)?.state == .refused)
        #expect(await alive.look().hasStranded == false)
    }
}

extension Agenda {
    fileprivate var nodes: [NodeID] { items.map(\.node) }
}
