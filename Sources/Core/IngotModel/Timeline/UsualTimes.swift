/// How long a verb and its steps usually take: medians of earlier runs on machines alike.
struct UsualTimes: Sendable, Hashable {
    var likeness: PastRuns.Likeness
    /// How many runs took the same steps.
    var runs: Int
    /// Of a whole run with these steps, from when a conductor began it; nil where there was none.
    var whole: Duration?
    /// By `interface.step`, whatever else the runs did.
    var steps: [String: Duration]

    /// - Parameter own: the run that is compared, which is not to be its own example.
    /// - Returns: nil where there is nothing to learn from.
    init?(of run: Run, _ past: PastRuns?, without own: PastRun) {
        guard var examples = past else { return nil }
        if let place = examples.runs.firstIndex(of: own) { examples.runs.remove(at: place) }
        guard !examples.runs.isEmpty else { return nil }
        let alike = examples.following(run.plan, isWhole: run.state == .finished)
        likeness = examples.likeness
        runs = alike.count
        whole = alike.map(\.duration).median
        steps = Dictionary(grouping: examples.runs.flatMap(\.steps), by: \.name)
            .compactMapValues { $0.map(\.duration).median }
    }
}

extension SpanTree {
    /// The run as statistics keep it.
    var times: PastRun {
        let steps = root.children.filter { $0.kind == .step && $0.outcome == .well }
        return PastRun(
            steps: steps.map { PastRun.Step(name: $0.name, duration: $0.duration) },
            duration: root.end - (root.children.last { $0.kind == .queue }?.end ?? root.start))
    }
}
