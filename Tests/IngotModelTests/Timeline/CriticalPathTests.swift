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
        let own = Self.writing(9)
        let past = PastRuns(alike: .model, [2, 9, 90, 3].map { Self.writing($0).tree().times })
        let comparison = try #require(RunComparison(own.run, own.tree(), past: past)).json
        #expect(comparison["usual_seconds"] == 4.0)
        #expect(comparison["ratio"] == 2.5)
        #expect(comparison["runs"] == 3)
        #expect(comparison["alike_in"] == "model")
        #expect(comparison["steps"]?[0]?["ratio"] == 3.0)
        #expect(comparison["why_not"] == .null)
        #expect(RunComparison(own.run, own.tree(), past: PastRuns(alike: .model, [own.tree().times])) == nil)
        #expect(RunComparison(own.run, own.tree(), past: nil) == nil)
    }

    /// A run of one step, with a second after it.
    private static func writing(_ seconds: Double, _ steps: [String] = ["write"]) -> RunSample {
        RunSample(steps, queued: 5).adding(.started, 0, at: 5).adding(.finished, 0, at: 5 + seconds)
            .over(.finished, at: 5 + seconds + 1)
    }

    @Test(arguments: [(Run.State.failed, "it failed"), (.aborted, "it was aborted"), (.suspended, "it has not ended")])
    func `a run that did not finish is not judged by its time, but its steps are`(
        _ state: Run.State, _ reason: String
    ) throws {
        var own = Self.writing(1)
        own.run.state = state
        let past = PastRuns(alike: .model, [Self.writing(20).tree().times])
        let comparison = try #require(RunComparison(own.run, own.tree(), past: past)).json
        #expect(comparison["ratio"] == .null && comparison["why_not"]?.string == reason)
        #expect(comparison["usual_seconds"] == 21.0)
        #expect(comparison["steps"]?[0]?["ratio"] == 0.05)
    }

    @Test func `runs with other steps are not what is usual`() throws {
        let own = Self.writing(9)
        let other = Self.writing(90, ["write", "boot"]).adding(.started, 1, at: 95).adding(.finished, 1, at: 96)
        let past = PastRuns(alike: .model, [other.tree().times])
        let comparison = try #require(RunComparison(own.run, own.tree(), past: past)).json
        #expect(comparison["runs"] == 0 && comparison["usual_seconds"] == .null && comparison["ratio"] == .null)
        #expect(comparison["why_not"] == "no run before it took the same steps")
        #expect(comparison["steps"]?[0]?["ratio"] == 0.1)
    }

    @Test func `what the agent added on the way counts once the run has ended`() throws {
        func run(_ seconds: Double, _ steps: [String]) -> RunSample {
            var sample = RunSample(steps, queued: 0).over(.finished, at: seconds)
            for index in steps.indices {
                sample = sample.adding(.started, index, at: 0).adding(.finished, index, at: seconds)
            }
            return sample
        }
        let past = PastRuns(
            alike: .model,
            [run(30, ["get_clean_steps", "erase"]), run(2, ["get_clean_steps"])].map { $0.tree().times })
        var own = run(3, ["get_clean_steps"])
        #expect(try #require(RunComparison(own.run, own.tree(), past: past)).usual.whole == .seconds(2))
        own.run.state = .running
        #expect(try #require(RunComparison(own.run, own.tree(), past: past)).usual.whole == .seconds(16))
    }
}
