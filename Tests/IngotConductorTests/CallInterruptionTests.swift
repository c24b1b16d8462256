import IngotModel
import Testing

@testable import IngotConductor
@testable import IngotStorage

/// Calls that cannot be brought to their end.
struct CallInterruptionTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var place: Moment.Place
        var count = 1
        var happen: @Sendable () throws -> Void
        var code: String
    }

    private static let away: @Sendable () throws -> Void = {
        throw StorageError.unavailable(reason: "gone", retryAfter: .seconds(1))
    }

    @Test(arguments: [
        Case(
            testDescription: "the database is away when the node is read", place: .reading, count: 2, happen: away,
            code: "call_interrupted"),
        Case(
            testDescription: "the database is away when the outcome is written", place: .committing, count: 2,
            happen: away, code: "outcome_unknown"),
        Case(
            testDescription: "cancelled after the claim", place: .committed, happen: Incident.cancellation,
            code: "call_interrupted"),
    ])
    func `a call that is interrupted is refused at once, and lets go of the node`(_ interruption: Case) async throws {
        let lab = try await Lab()
        try await lab.addFakeNode(in: .manageable)
        let incident = Incident(at: interruption.place, interruption.happen)
        let peer = try await Peer("a", in: lab, through: incident)
        let request = try await lab.ask(.call(.consoleSet), ["enabled": true])
        let asked = try #require(try await lab.request(request))
        incident.arm(interruption.count)
        await Task { await peer.loop.handle(.request(asked)) }.value
        let answered = try #require(try await lab.request(request))
        #expect(answered.state == .refused && answered.reply?["code"]?.string == interruption.code)
        let id = lab.node
        #expect(try await lab.store.read { try $0.leases.find(id) } == nil)
    }

    @Test func `a conductor that stood still after it took the node does not call its machine when it wakes`()
        async throws
    {
        let lab = try await Lab()
        try await lab.addFakeNode(in: .manageable)
        let incident = Incident(at: .committed) { lab.clock.advance(by: .seconds(31)) }
        let peer = try await Peer("a", in: lab, through: incident)
        let request = try await lab.ask(.call(.consoleSet), ["enabled": true])
        let asked = try #require(try await lab.request(request))
        incident.arm()
        await peer.loop.handle(.request(asked))
        let answered = try #require(try await lab.request(request))
        #expect(answered.state == .refused && answered.reply?["code"] == "call_interrupted")
        #expect(try await lab.current()?.consoleEnabled == false)
        #expect(!peer.surroundings.leases.holds(lab.node))
    }

    @Test(.timeLimit(.minutes(10)))
    func `a call whose lease is lost while its machine hangs is given up`() async throws {
        let lab = try await Lab()
        try await lab.addFakeNode(in: .manageable)
        let (id, machine) = (lab.node, Hanging())
        let peer = try await Peer("a", in: lab, through: machine)
        let request = try await lab.ask(
            .call(.vendorCall),
            ["method": "third_method_sync", "http_method": "POST", "info": ["bar": "meow"]])
        let asked = try #require(try await lab.request(request))
        let work = Task { await peer.loop.handle(.request(asked)) }
        await machine.called.wait(after: 0)
        let lease = try #require(try await lab.store.read { try $0.leases.find(id) })
        #expect(try await lab.store.write { try $0.leases.takeAway(lease) })
        await peer.surroundings.leases.renewAll()
        await work.value
        #expect(try await lab.request(request)?.reply?["code"] == "outcome_unknown")
    }

    @Test func `a call whose lease was taken away is refused, and what it writes is not`() async throws {
        let lab = try await Lab()
        try await lab.addFakeNode(in: .manageable)
        let id = lab.node
        let peer = try await Peer("a", in: lab)
        let request = try await lab.ask(.call(.consoleSet), ["enabled": true])
        let surroundings = peer.surroundings
        try await lab.store.write { transaction in
            _ = try transaction.requests.claim(request, by: "a")
            _ = try surroundings.acquire(id, for: "call", transaction)
        }
        #expect(await !peer.look().hasStranded)
        let lease = try #require(try await lab.store.read { try $0.leases.find(id) })
        #expect(try await lab.store.write { try $0.leases.takeAway(lease) })
        lab.clock.advance(by: .seconds(2))
        // It lives, and yet nobody would ever answer.
        #expect(await peer.look().hasStranded)
        await peer.loop.releaseStranded()
        #expect(try await lab.request(request)?.reply?["code"] == "outcome_unknown")
        #expect(await !peer.look().hasStranded)
        let rings = surroundings.store.bell.rings
        await peer.loop.releaseStranded()
        #expect(surroundings.store.bell.rings == rings)
    }
}
