import IngotModel
import Testing

@testable import IngotConductor
@testable import IngotStorage

/// What a plan tells of the room for a verb, against what becomes of the verb.
struct PlannedTurnTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var whenFull = WorkLimits.WhenFull.queue
        var queueLength = 10
        /// Which of the nodes is asked: the first two were asked for `active` before.
        var node = 2
        var verb = Verb.active
        /// The code of the refusal; nil where there is none.
        var refusal: String?
        var position: Int?
    }

    @Test(arguments: [
        Case(testDescription: "it would wait", position: 2),
        Case(testDescription: "the line is full", queueLength: 1, refusal: "queue_full"),
        Case(testDescription: "nobody is to wait", whenFull: .refuse, refusal: "no_room"),
        Case(testDescription: "its node waits already", node: 1, refusal: "node_waiting"),
        Case(testDescription: "its node waits for another verb", node: 1, verb: .manage, refusal: "node_waiting"),
        Case(testDescription: "it is not limited", verb: .manage),
    ])
    func `a plan tells what becomes of the verb`(_ turn: Case) async throws {
        let lab = try await Lab()
        let peer = try await Peer("a", in: lab) { settings in
            settings.limits.maximum[.deploy] = 1
            settings.limits.whenFull = turn.whenFull
            settings.limits.queueLength = turn.queueLength
        }
        let nodes = try await lab.addNodes(3, in: .available)
        for node in nodes.prefix(2) { _ = try await lab.ask(.active, of: node) }
        await peer.work()

        let question = NodeRequest(node: nodes[turn.node], kind: .plan(turn.verb), requestedAt: lab.clock.now)
        try await lab.store.write { try $0.requests.insert(question) }
        await peer.work()
        let plan = try #require(try await lab.request(question.id)?.reply)
        let verb = try await lab.ask(turn.verb, of: nodes[turn.node])
        await peer.work()
        let real = try #require(try await lab.request(verb))

        let blockers = plan["blocked_by"]?.array ?? []
        #expect(blockers.map { $0["code"]?.string } == (turn.refusal.map { [$0] } ?? []), "\(plan)")
        #expect(plan["waits_for_room"]?["position"]?.integer == turn.position)
        switch real.state {
        case .refused: #expect(real.reply == blockers.first)
        case .waiting:
            let position = try await lab.store.read { try $0.requests.countWaiting(for: .deploy, before: real) + 1 }
            #expect(position == turn.position)
            #expect(plan["waits_for_room"]?["reason"]?.string?.contains("1 (conductor.max_deploys)") == true)
        default: #expect(turn.refusal == nil && turn.position == nil)
        }
    }
}
