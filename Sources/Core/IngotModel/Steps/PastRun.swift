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
}
