import IngotModel
import Testing

@testable import IngotConductor

struct AgendaTests {
    static func line(_ count: Int) -> [Agenda.Item] {
        let now = Timestamp(seconds: 1_800_000_000)
        return (0..<count).map { _ in
            .request(NodeRequest(node: .random(), kind: .validate, requestedAt: now))
        }
    }

    @Test(arguments: [(4, [2, 1, 1]), (9, [5, 2, 1]), (2, [1, 1, 0]), (0, [0, 0, 0])])
    func `each line has its share, however long another is`(_ room: Int, _ shares: [Int]) {
        let lines = [Self.line(5), Self.line(2), Self.line(1)]
        let dealt = Set(Agenda.dealt(lines, room: room).map(\.key))
        #expect(lines.map { $0.count { dealt.contains($0.key) } } == shares)
        for line in lines {
            let taken = line.map { dealt.contains($0.key) }
            #expect(taken == taken.sorted { $0 && !$1 }, "in its order")
        }
    }
}
