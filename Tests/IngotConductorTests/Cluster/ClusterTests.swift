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

    @Test func `work that cannot be read stops nothing else`() async throws {
        let lab = try await Lab()
        let peer = try await Peer("a", in: lab) { $0.maximumConcurrency = 4 }
        let nodes = try await lab.addNodes(6, in: .available)
        for node in nodes.prefix(4) { _ = try await lab.ask(.active, of: node) }
        await peer.work()
        // As a newer version might write it.
        let runs = try await lab.store.read { transaction in
            try nodes.prefix(4).compactMap { try transaction.runs.active($0)?.id }
        }
        try await lab.store.write { transaction in
            try transaction.connection.execute("UPDATE run SET wake_at = 1")
            try transaction.connection.execute("UPDATE run SET kind = 'fly' WHERE uuid IN \(list: runs.dropLast())")
        }
        let requests = [try await lab.ask(.active, of: nodes[4]), try await lab.ask(.active, of: nodes[5])]
        _ = try await lab.store.write {
            try $0.connection.execute("UPDATE node_request SET kind = 'fly' WHERE uuid = \(requests[0])")
        }
        #expect(Set(await peer.look().items.map(\.key)) == [runs[3].text, requests[1].text])
    }

    @Test func `work that cannot be read takes nobody's place, and is told of once`() async throws {
        let lab = try await Lab()
        let peer = try await Peer("a", in: lab) { $0.maximumConcurrency = 2 }
        var keys: [String] = []
        for node in try await lab.addNodes(6, in: .available) { keys.append(try await lab.ask(.active, of: node).text) }
        let strange = Array(keys.prefix(5))
        _ = try await lab.store.write {
            try $0.connection.execute("UPDATE node_request SET kind = 'fly' WHERE uuid IN \(list: strange)")
        }
        let (unreadable, now) = (peer.surroundings.unreadable, lab.clock.now)
        for _ in 1...2 { #expect(await peer.look().items.map(\.key) == [keys[5]]) }
        #expect(strange.allSatisfy { unreadable.leavesOut($0, at: now) && !unreadable.note($0, until: now) })
    }

    @Test func `work that cannot be read is looked at again after a while`() async throws {
        let lab = try await Lab()
        let peer = try await Peer("a", in: lab)
        let node = try #require(try await lab.addNodes(1, in: .available).first)
        let id = try await lab.ask(.active, of: node)
        let right = NodeRequest.Kind.provision(.active).text
        for (kind, pause, isFound) in [("fly", 0, false), (right, 299, false), (right, 1, true)] {
            _ = try await lab.store.write {
                try $0.connection.execute("UPDATE node_request SET kind = \(kind) WHERE uuid = \(id)")
            }
            lab.clock.advance(by: .seconds(pause))
            #expect(await peer.look().items.map(\.key) == (isFound ? [id.text] : []), "\(kind), after \(pause) s")
        }
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
