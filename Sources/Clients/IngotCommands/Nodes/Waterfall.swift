import IngotClient

/// The spans of a run as bars over a common time, one a line: work filled, waits light.
struct Waterfall {
    let run: TimelineRun

    /// - Parameter width: the terminal's; nil where there is none.
    func rendered(width: Int?) -> String {
        let rows = run.spans.filter { $0.kind != "run" }.map(cells)
        let names = rows.map(\.name.count).max() ?? 0
        let times = rows.map(\.time.count).max() ?? 0
        // The marks, two gaps of two, and the bars' edges.
        let room = max(Self.narrowest, (width ?? Self.standardWidth) - names - times - 8)
        return rows.map { row in
            let name = row.name + String(repeating: " ", count: names - row.name.count)
            let time = String(repeating: " ", count: times - row.time.count) + row.time
            return "\(row.mark) \(name)  \(time)  │\(bar(row.span, room))│"
        }.joined(separator: "\n")
    }

    private func cells(_ span: TimelineSpan) -> (span: TimelineSpan, mark: String, name: String, time: String) {
        let actor = span.actor.map { " (\($0))" } ?? ""
        let end = ["error": " ✗", "open": " …"][span.outcome] ?? ""
        let indent = String(repeating: "  ", count: max(0, span.depth - 1))
        let isCritical = run.criticalPath.contains { $0.span == span.id }
        return (
            span, isCritical ? "*" : " ", indent + span.name + actor + end,
            DurationText.text(seconds: span.durationSeconds)
        )
    }

    /// At least one place, so that nothing that happened is invisible, and none beyond the run: clocks of several
    /// processes may disagree.
    private func bar(_ span: TimelineSpan, _ room: Int) -> String {
        let whole = run.spans.first?.durationSeconds ?? 0
        guard whole > 0 else { return String(repeating: " ", count: room) }
        let (first, last) = (span.offsetSeconds, span.offsetSeconds + span.durationSeconds)
        let start = min(room - 1, Int(place(first, of: whole, in: room)))
        let end = min(room, Int(place(last, of: whole, in: room).rounded(.up)))
        let length = max(1, end - start)
        return String(repeating: " ", count: start) + String(repeating: Self.fill(of: span), count: length)
            + String(repeating: " ", count: room - start - length)
    }

    private func place(_ moment: Double, of whole: Double, in room: Int) -> Double {
        min(max(0, moment), whole) / whole * Double(room)
    }

    /// A step is an outline over its own work and waits.
    private static func fill(of span: TimelineSpan) -> String {
        switch span.kind {
        case "work": "█"
        case "queue", "wait": "░"
        default: "─"
        }
    }

    private static let standardWidth = 100
    private static let narrowest = 10
}
