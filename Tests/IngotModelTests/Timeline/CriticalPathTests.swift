import Testing

@testable import IngotModel

struct CriticalPathTests {
    private static let sample = RunSample(["write", "boot"])
        .adding(.started, 0, at: 2).adding(.suspended, 0, at: 3, ticket: ["command": "c1"])
        .adding(.finished, 0, at: 9).adding(.started, 1, at: 9.5).adding(.finished, 1, at: 10)
        .over(.finished, at: 10)

    @Test func `the parts make up the whole duration, and gaps belong to who had them`() {
        let path = CriticalPath(Self.sample.tree())
        #expect(
            path.parts.map { "\($0.span.path) \($0.time.inSeconds) \($0.share)" } == [
                "run 0.5 0.05", "queue 2.0 0.2", "step/0/0 1.0 0.1", "step/0/1 6.0 0.6", "step/1/0 0.5 0.05",
            ])
        #expect(path.longest?.span.path == "step/0/1")
    }

    @Test func `of spans that run side by side, only the one that ended last counts`() {
        let start = Timestamp(seconds: 0)
        func span(_ path: String, _ from: Int, _ until: Int) -> Span {
            Span(path: path, name: path, kind: .step, start: start + .seconds(from), end: start + .seconds(until))
        }
        var tree = Self.sample.tree()
        var root = span("run", 0, 10)
        root.children = [span("long", 0, 8), span("short", 1, 3), span("last", 6, 10)]
        tree = SpanTree(run: tree.run, root: root)
        let path = CriticalPath(tree)
        #expect(path.parts.map { "\($0.span.path) \($0.time.inSeconds)" } == ["long 6.0", "last 4.0"])
    }

    @Test func `a run without duration has no path`() {
        let tree = RunSample([], queued: 0).over(.finished, at: 0).tree()
        #expect(CriticalPath(tree).parts.isEmpty)
        #expect(CriticalPath(tree).longest == nil)
    }

    @Test func `a run is compared with the medians of runs alike, step by step`() throws {
        func tree(_ seconds: Double) -> SpanTree {
            RunSample(["write"], queued: 5).adding(.started, 0, at: 5).adding(.finished, 0, at: 5 + seconds)
                .over(.finished, at: 5 + seconds + 1).tree()
        }
        let own = tree(9)
        let past = PastRuns(alike: .model, [tree(2).times, own.times, tree(90).times, tree(3).times])
        let comparison = try #require(RunComparison(own, past: past)).json
        #expect(comparison["usual_seconds"] == 4.0)
        #expect(comparison["ratio"] == 2.5)
        #expect(comparison["runs"] == 3)
        #expect(comparison["alike_in"] == "model")
        #expect(comparison["steps"]?[0]?["ratio"] == 3.0)
        #expect(RunComparison(own, past: PastRuns(alike: .model, [own.times])) == nil)
        #expect(RunComparison(own, past: nil) == nil)
    }
}
