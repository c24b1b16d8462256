/// How long a verb and its steps usually take: medians of earlier runs on machines alike.
struct UsualTimes: Sendable, Hashable {
    var likeness: PastRuns.Likeness
    /// From how many runs.
    var runs: Int
    /// Of a whole run, from when a conductor took it.
    var whole: Duration
    /// By `interface.step`.
    var steps: [String: Duration]

    /// - Parameter own: the run that is compared, which is not to be its own example.
    /// - Returns: nil where there is nothing to learn from.
    init?(_ past: PastRuns?, without own: PastRun) {
        guard let past else { return nil }
        var examples = past.runs
        if let place = examples.firstIndex(of: own) { examples.remove(at: place) }
        guard let whole = examples.map(\.duration).median else { return nil }
        likeness = past.likeness
        runs = examples.count
        self.whole = whole
        steps = Dictionary(grouping: examples.flatMap(\.steps), by: \.name)
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
