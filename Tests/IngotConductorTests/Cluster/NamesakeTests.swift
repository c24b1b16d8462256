import IngotModel
import IngotTestKit
import Testing

@testable import IngotConductor
@testable import IngotStorage

/// Two conductors that were given one name.
struct NamesakeTests {
    private let lab: Lab

    init() async throws { lab = try await Lab() }

    private func incarnation() async throws -> String? {
        try await lab.store.read { try $0.conductors.find("a")?.incarnation }
    }

    @Test func `the one whose name was taken takes no work while the other one lives`() async throws {
        let (first, second) = (try await Peer("a", in: lab), try await Peer("a", in: lab))
        try await lab.addNode(in: .available)
        _ = try await lab.ask(.provision(.active))
        for _ in 1...5 {
            lab.clock.advance(by: .seconds(10))
            for peer in [second, first] { await peer.pulse.beat() }
            #expect(try await incarnation() == second.surroundings.incarnation)
            #expect(await first.look().items.isEmpty)
        }
        #expect(await second.work() > 0)
    }

    /// It signs off, is killed, or its record is removed by hand.
    enum End: CaseIterable { case leaves, dies, isForgotten }

    @Test(arguments: End.allCases)
    func `it has its name back and works when the other one is gone`(_ end: End) async throws {
        let (first, second) = (try await Peer("a", in: lab), try await Peer("a", in: lab))
        await first.pulse.beat()
        switch end {
        case .leaves: await Registration(surroundings: second.surroundings).leave()
        case .dies: lab.clock.advance(by: second.surroundings.settings.leaseDuration + .seconds(1))
        case .isForgotten:
            await Registration(surroundings: second.surroundings).leave()
            let now = lab.clock.now
            _ = try await lab.store.write { try $0.conductors.forget(goneSince: now + .seconds(1)) }
        }
        await first.pulse.beat()
        let record = try await lab.store.read { try $0.conductors.find("a") }
        #expect(record?.incarnation == first.surroundings.incarnation && record?.isOnline == true)
        try await lab.addNode(in: .available)
        _ = try await lab.ask(.provision(.active))
        #expect(await first.work() > 0)
        #expect(try await lab.activeRun(lab.node) != nil)
    }
}
