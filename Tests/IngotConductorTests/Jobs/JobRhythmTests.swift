import Testing

@testable import IngotConductor

struct JobRhythmTests {
    private func rhythm(_ seconds: Int, _ chance: @escaping @Sendable (ClosedRange<Double>) -> Double) -> JobRhythm {
        JobRhythm(interval: .seconds(seconds), chance: chance)
    }

    @Test(arguments: [(0, 10, 0), (3, 7, 0), (10, 10, 1), (25, 5, 2), (30, 10, 3)])
    func `a tick that takes too long leaves out what was due meanwhile`(_ elapsed: Int, _ pause: Int, _ skipped: Int) {
        let rest = rhythm(10) { ($0.lowerBound + $0.upperBound) / 2 }.rest(after: .seconds(elapsed))
        #expect(rest.pause == .seconds(pause))
        #expect(rest.skipped == skipped)
    }

    @Test func `conductors that begin together do not tick together`() {
        let openings = (0..<100).map { _ in rhythm(20) { .random(in: $0) }.opening }
        #expect(Set(openings).count > 90)
        #expect(openings.allSatisfy { $0 >= .zero && $0 <= .seconds(20) })
        let pauses = (0..<100).map { _ in rhythm(20) { .random(in: $0) }.rest(after: .zero).pause }
        #expect(Set(pauses).count > 90)
        #expect(pauses.allSatisfy { $0 >= .seconds(18) && $0 <= .seconds(22) })
    }

    @Test func `a rare job is done for the first time soon`() {
        #expect(rhythm(86_400) { $0.upperBound }.opening <= .seconds(60))
    }
}
