/// How a run compares with the usual.
package struct RunComparison: Sendable, Hashable {
    struct Step: Sendable, Hashable {
        var index: Int
        var name: String
        var time: Duration
        var usual: Duration
    }

    let usual: UsualTimes
    /// From when a conductor began it.
    let time: Duration
    /// Why the whole is not judged by its time; nil where it is.
    let whyNot: String?
    /// Those that have ended well and were done before.
    let steps: [Step]

    /// - Parameter past: earlier runs, among which may be this one; nil where there were none alike.
    package init?(_ run: Run, _ tree: SpanTree, past: PastRuns?) {
        guard let usual = UsualTimes(of: run, past, without: tree.times) else { return nil }
        self.usual = usual
        time = tree.times.duration
        whyNot = Self.obstacle(to: run, usual.whole)
        steps = tree.root.children.compactMap { span in
            guard span.kind == .step, span.outcome == .well, let median = usual.steps[span.name] else { return nil }
            return Step(
                index: span.attributes["index"]?.integer ?? 0, name: span.name, time: span.duration, usual: median)
        }
    }

    package var json: JSONValue {
        [
            "alike_in": .string(usual.likeness.rawValue), "runs": JSONValue(usual.runs),
            "seconds": .double(time.inSeconds), "usual_seconds": usual.whole.map { .double($0.inSeconds) } ?? .null,
            "ratio": whyNot == nil ? Self.ratio(time, usual.whole) : .null, "why_not": JSONValue(whyNot),
            "steps": .array(
                steps.map { step in
                    [
                        "index": JSONValue(step.index), "step": .string(step.name),
                        "seconds": .double(step.time.inSeconds), "usual_seconds": .double(step.usual.inSeconds),
                        "ratio": Self.ratio(step.time, step.usual),
                    ]
                }),
        ]
    }

    /// What was cut short is not fast, and what was held up until somebody ended it is not slow.
    private static func obstacle(to run: Run, _ usual: Duration?) -> String? {
        switch run.state {
        case .running, .suspended: return "it has not ended"
        case .failed: return "it failed"
        case .aborted: return "it was aborted"
        case .finished: break
        }
        guard let usual else { return "no run before it took the same steps" }
        return usual < shortest ? "such runs are too short to compare" : nil
    }

    /// How many times as long as usual; null where the usual is so short that this would tell of the clock.
    private static func ratio(_ time: Duration, _ usual: Duration?) -> JSONValue {
        guard let usual, usual >= shortest else { return .null }
        return .double((time.inSeconds / usual.inSeconds * 100).rounded() / 100)
    }

    private static let shortest = Duration.milliseconds(10)
}
