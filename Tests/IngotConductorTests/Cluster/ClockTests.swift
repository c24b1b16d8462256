import IngotModel
import Testing

@testable import IngotConductor

/// Hosts whose clocks do not agree.
struct ClockTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var database: Double
        var ahead: Duration
        var testDescription: String { "asked at 100, answered at 101, database at \(database)" }
    }

    @Test(arguments: [
        Case(database: 100, ahead: .zero), Case(database: 100.5, ahead: .zero), Case(database: 101, ahead: .zero),
        Case(database: 97, ahead: .seconds(3)), Case(database: 105, ahead: .seconds(-4)),
    ])
    func `what the way there and back explains is no difference`(_ asked: Case) {
        let difference = ClockDifference().corrected(
            by: Timestamp(seconds: asked.database), asked: Timestamp(seconds: 100), answered: Timestamp(seconds: 101))
        #expect(difference.ahead == asked.ahead)
        #expect(difference.isConspicuous == (asked.ahead != .zero))
    }

    /// Asked at 99 and answered at 101, when the database says 102, a host is between 1 s and 3 s behind.
    @Test(arguments: [(-3, -3), (-2, -2), (0, -1), (-9, -3)])
    func `what is known of a difference is corrected only as far as it is proved wrong`(
        _ known: Int, _ corrected: Int
    ) {
        let difference = ClockDifference(ahead: .seconds(known)).corrected(
            by: Timestamp(seconds: 102), asked: Timestamp(seconds: 99), answered: Timestamp(seconds: 101))
        #expect(difference.ahead == .seconds(corrected))
    }

    @Test func `a conductor whose clock is wrong takes no work until it is right`() async throws {
        let lab = try await Lab()
        let peer = try await Peer("a", in: lab)
        try await lab.addNode(in: .available)
        _ = try await lab.ask(.provision(.active))
        for (seconds, takesWork) in [(-11, false), (11, false), (9, true)] {
            peer.surroundings.clock.note(ClockDifference(ahead: .seconds(seconds)))
            #expect(await peer.look().items.isEmpty == !takesWork, "\(seconds) s")
        }
    }
}
