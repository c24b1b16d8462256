import IngotModel

/// A stretch of time within a run: a wait before it began, a step, or what a step was spent on.
package struct TimelineSpan: Sendable, Hashable {
    package var id: String
    package var depth: Int
    package var name: String
    /// `run`, `queue`, `step`, `work` or `wait`.
    package var kind: String
    /// `ok`, `error` or `open`.
    package var outcome: String
    /// Who does the step; nil for what is no step.
    package var actor: String?
    package var error: String?
    /// From the run's beginning.
    package var offsetSeconds: Double
    package var durationSeconds: Double

    package init?(_ json: JSONValue) {
        guard let id = json["id"]?.string, let name = json["name"]?.string, let kind = json["kind"]?.string else {
            return nil
        }
        self.id = id
        self.name = name
        self.kind = kind
        depth = json["depth"]?.integer ?? 0
        outcome = json["outcome"]?.string ?? ""
        actor = json["attributes"]?["actor"]?.string
        error = json["error"]?.string
        offsetSeconds = json["offset_seconds"]?.number ?? 0
        durationSeconds = json["duration_seconds"]?.number ?? 0
    }
}

/// What one span gave to the duration of its run.
package struct TimelinePathPart: Sendable, Hashable {
    package var span: String
    package var name: String
    package var seconds: Double
    /// From 0 to 1.
    package var share: Double

    package init?(_ json: JSONValue) {
        guard let span = json["span_id"]?.string, let name = json["name"]?.string else { return nil }
        self.span = span
        self.name = name
        seconds = json["seconds"]?.number ?? 0
        share = json["share"]?.number ?? 0
    }
}

/// How a run compares with earlier ones on machines alike.
package struct TimelineComparison: Sendable, Hashable {
    /// In what the machines are alike: `model`, `driver_and_resource_class` or `driver`.
    package var alikeIn: String
    package var runs: Int
    /// Nil where no run took the same steps.
    package var usualSeconds: Double?
    /// How many times as long as usual; nil where that cannot be told.
    package var ratio: Double?
    /// Why not, where it cannot.
    package var whyNot: String?
    /// The same by step, as `interface.step`.
    package var stepRatios: [String: Double]

    package init?(_ json: JSONValue) {
        guard let alike = json["alike_in"]?.string else { return nil }
        alikeIn = alike
        runs = json["runs"]?.integer ?? 0
        usualSeconds = json["usual_seconds"]?.number
        ratio = json["ratio"]?.number
        whyNot = json["why_not"]?.string
        let ratios = (json["steps"]?.array ?? []).compactMap { step -> (String, Double)? in
            guard let name = step["step"]?.string, let ratio = step["ratio"]?.number else { return nil }
            return (name, ratio)
        }
        stepRatios = Dictionary(ratios, uniquingKeysWith: { $1 })
    }
}
