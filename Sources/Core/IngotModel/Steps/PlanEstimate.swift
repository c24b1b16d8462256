/// How long a plan will take, as runs before it did: medians, and nothing where there were none.
package struct PlanEstimate: Sendable, Hashable {
    package struct Step: Sendable, Hashable {
        package var duration: Duration
        /// From how many runs.
        package var runs: Int
    }

    /// Of the whole run, with its waits, or of what is left of it; nil where no run took these steps.
    package var duration: Duration?
    /// How many runs the whole rests on.
    package var runs: Int
    package var likeness: PastRuns.Likeness
    /// In the order of the plan's steps; nil for steps that have not been done before.
    package var steps: [Step?]

    /// Nil where there are no runs to learn from.
    ///
    /// - Parameter whole: the plan of the run of which `plan` is what is left; by default, that is all of it.
    package init?(of plan: Plan, endingLike whole: Plan? = nil, from past: PastRuns?) {
        guard let past, !past.runs.isEmpty else { return nil }
        likeness = past.likeness
        let whole = whole ?? plan
        let alike = past.following(whole)
        let done = whole.steps.count - plan.steps.count
        duration = alike.map { $0.duration(after: done) }.median
        runs = alike.count
        let durations = Dictionary(grouping: past.runs.flatMap(\.steps), by: \.name).mapValues { $0.map(\.duration) }
        steps = plan.steps.map { step in
            let known = durations[step.step.qualifiedName] ?? []
            return known.median.map { Step(duration: $0, runs: known.count) }
        }
    }
}

extension PlanEstimate {
    package var json: JSONValue {
        [
            "seconds": JSONValue(duration), "runs": JSONValue(runs), "alike_in": .string(likeness.rawValue),
            "steps": .array(
                steps.map { step in
                    step.map { ["seconds": JSONValue($0.duration), "runs": JSONValue($0.runs)] } ?? .null
                }),
        ]
    }
}

extension JSONValue {
    /// Seconds, to the millisecond.
    fileprivate init(_ duration: Duration?) {
        self = duration.map { .double(($0.inSeconds * 1_000).rounded() / 1_000) } ?? .null
    }
}
