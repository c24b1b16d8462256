import IngotClient

/// The last words about a run: what took longest, and how it compares with the usual.
struct TimelineVerdict {
    let run: TimelineRun

    var lines: [String] {
        guard let longest = run.criticalPath.max(by: { $0.seconds < $1.seconds }) else { return [] }
        let share = Int((longest.share * 100).rounded())
        let time = DurationText.text(seconds: longest.seconds)
        let step = step(of: longest)
        let place = step.map { $0.name == longest.name ? longest.name : "\($0.name), \(longest.name)" } ?? longest.name
        var line = "Longest: \(place), \(time) (\(share) % of the run)"
        if let name = step?.name, let ratio = run.comparison?.stepRatios[name] {
            line += "; the step \(Self.words(ratio))"
        }
        return [line + whole]
    }

    /// How the whole run compares.
    private var whole: String {
        guard let comparison = run.comparison else { return "." }
        let words = comparison.ratio.map(Self.words) ?? "is not judged by its time"
        let reason = comparison.whyNot.map { ", as \($0)" } ?? ""
        return ". The run \(words)\(reason)\(Self.usual(comparison))."
    }

    private static func usual(_ comparison: TimelineComparison) -> String {
        guard let seconds = comparison.usualSeconds else { return "" }
        let usual = (comparison.ratio == nil ? "usual are " : "") + DurationText.text(seconds: seconds)
        let runs = comparison.runs == 1 ? "one run" : "\(comparison.runs) runs"
        return " (\(usual), the median of \(runs) on \(machines(comparison.alikeIn)))"
    }

    /// The step in which a span lies, or which it is.
    private func step(of part: TimelinePathPart) -> TimelineSpan? {
        guard let place = run.spans.firstIndex(where: { $0.id == part.span }) else { return nil }
        return run.spans[...place].last { $0.kind == "step" }.flatMap { step in
            run.spans[place].depth > step.depth || run.spans[place].id == step.id ? step : nil
        }
    }

    private static func machines(_ likeness: String) -> String {
        "machines of the same \(likeness.replacing("_", with: " "))"
    }

    private static func words(_ ratio: Double) -> String {
        switch ratio {
        case ..<0.9: "was \(text(1 / max(ratio, 0.001))) times faster than usual"
        case ...1.1: "took as long as usual"
        default: "was \(text(ratio)) times slower than usual"
        }
    }

    private static func text(_ ratio: Double) -> String {
        let tenths = Int((ratio * 10).rounded())
        return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
    }
}
