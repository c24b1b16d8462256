/// How a run compares with the usual.
package struct RunComparison: Sendable, Hashable {
    struct Step: Sendable, Hashable {
        var index: Int
        var name: String
        var time: Duration
        var usual: Duration
    }

    let usual: UsualTimes
    /// From when a conductor took it.
    let time: Duration
    /// Those that have ended well and were done before.
    let steps: [Step]

    /// - Parameter past: earlier runs, among which may be this one; nil where there were none alike.
    package init?(_ tree: SpanTree, past: PastRuns?) {
        guard let usual = UsualTimes(past, without: tree.times) else { return nil }
        self.usual = usual
        time = tree.times.duration
        steps = tree.root.children.compactMap { span in
            guard span.kind == .step, span.outcome == .well, let median = usual.steps[span.name] else { return nil }
            return Step(
                index: span.attributes["index"]?.integer ?? 0, name: span.name, time: span.duration, usual: median)
        }
    }

    package var json: JSONValue {
        [
            "alike_in": .string(usual.likeness.rawValue), "runs": JSONValue(usual.runs),
            "seconds": .double(time.inSeconds), "usual_seconds": .double(usual.whole.inSeconds),
            "ratio": Self.ratio(time, usual.whole),
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

    /// How many times as long as usual; null where the usual is so short that this would tell of the clock.
    private static func ratio(_ time: Duration, _ usual: Duration) -> JSONValue {
        usual < shortest ? .null : .double((time.inSeconds / usual.inSeconds * 100).rounded() / 100)
    }

    private static let shortest = Duration.milliseconds(10)
}
