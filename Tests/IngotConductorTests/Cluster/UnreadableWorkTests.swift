import IngotModel
import Testing

@testable import IngotConductor
@testable import IngotStorage

/// Requests and runs that a newer version has written.
struct UnreadableWorkTests {
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

    @Test(arguments: [NodeRequest.Kind.provision(.deleted), .provision(.abort), .plan(.deleted)])
    func `what is asked of a node whose run cannot be read is refused, and says why`(
        _ kind: NodeRequest.Kind
    ) async throws {
        let lab = try await Lab()
        let peer = try await Peer("a", in: lab)
        try await lab.addNode(in: .available)
        _ = try await lab.ask(.provision(.active))
        await peer.work()
        _ = try await lab.store.write { try $0.connection.execute("UPDATE run SET plan = 'wings'") }
        let request = try await lab.ask(kind)
        await peer.work()
        let answer = try #require(try await lab.request(request))
        #expect(answer.state == .refused)
        #expect(answer.reply?["code"]?.string == "node_busy")
        #expect(answer.reply?["message"]?.string?.contains("a run that cannot be read here") == true)
    }
}
