import IngotClient

/// A node's timeline for people: a heading for each run, and a waterfall of its spans; a table of its steps where the
/// service tells of no spans.
enum TimelineReport {
    static func report(of answer: Resource) -> Report {
        let runs = TimelineRun.runs(in: answer)
        return Report(
            data: answer.json, identifiers: runs.map(\.id),
            text: { width in
                runs.isEmpty
                    ? "Nothing has been done yet."
                    : runs.map { text(of: $0, width: width) }.joined(separator: "\n\n")
            })
    }

    private static func text(of run: TimelineRun, width: Int?) -> String {
        var lines = [heading(of: run)]
        if !run.spans.isEmpty {
            lines.append(Waterfall(run: run).rendered(width: width))
        } else if !run.steps.isEmpty {
            lines.append(
                TextTable(
                    header: ["Step", "Actor", "Started", "Duration", "Outcome", "Detail"],
                    rows: run.steps.map(cells)
                ).rendered(width: width))
        }
        if let error = run.error { lines.append("Error: \(error)") }
        if let paused = run.paused { lines.append(paused) }
        lines += TimelineVerdict(run: run).lines
        return lines.joined(separator: "\n")
    }

    private static func heading(of run: TimelineRun) -> String {
        let goal = run.target.map { $0 == run.verb ? "" : " → \($0)" } ?? ""
        let start = (run.startedAt ?? run.requestedAt).map { ", \(day(of: $0)) \(time(of: $0))" } ?? ""
        let duration = run.durationSeconds.map { ", \(DurationText.text(seconds: $0))" } ?? ""
        return "\(run.verb)\(goal): \(run.state)\(start)\(duration)"
    }

    private static func cells(of step: TimelineStep) -> [String] {
        [
            step.title, step.actor, step.startedAt.map(time) ?? "",
            step.durationSeconds.map { DurationText.text(seconds: $0) } ?? "", step.state, step.detail ?? "",
        ]
    }

    /// The day and the time of day of an ISO 8601 text, whose zone is always UTC.
    private static func day(of moment: String) -> String { String(moment.prefix(10)) }
    private static func time(of moment: String) -> String { String(moment.dropFirst(11).prefix(8)) }
}
