/// How long a run took that has ended well.
package struct PastRun: Sendable, Hashable {
    package struct Step: Sendable, Hashable {
        /// `interface.step`.
        package var name: String
        package var duration: Duration

        package init(name: String, duration: Duration) {
            self.name = name
            self.duration = duration
        }
    }

    package var steps: [Step]
    package var duration: Duration

    package init(steps: [Step], duration: Duration) {
        self.steps = steps
        self.duration = duration
    }

    /// How long it took from a step on; what was spent between the steps is nobody's.
    func duration(after done: Int) -> Duration {
        done == 0 ? duration : steps.dropFirst(done).reduce(.zero) { $0 + $1.duration }
    }
}

/// Runs from which something can be learnt: those of the same verb on machines alike.
package struct PastRuns: Sendable, Hashable {
    /// In what the machines, and what they got, are alike, from near to far.
    package enum Likeness: String, Sendable, Hashable, CaseIterable {
        case modelAndImage = "model_and_image"
        case model
        case resourceClass = "driver_and_resource_class"
        case driver
    }

    package var likeness: Likeness
    package var runs: [PastRun]

    package init(alike likeness: Likeness, _ runs: [PastRun]) {
        self.likeness = likeness
        self.runs = runs
    }

    /// Those that took the same steps as a plan: only they tell how long the whole takes.
    ///
    /// - Parameter isWhole: whether nothing can come to the plan any more. Where the agent adds steps on the way, runs
    ///   went on beyond what is planned before.
    func following(_ plan: Plan, isWhole: Bool = false) -> [PastRun] {
        let names = plan.steps.map(\.step.qualifiedName)
        let mayGrow = plan.learnsSteps && !isWhole
        return runs.filter { mayGrow ? $0.steps.map(\.name).starts(with: names) : $0.steps.map(\.name) == names }
    }
}
