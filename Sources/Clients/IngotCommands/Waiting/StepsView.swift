import IngotClient

/// Draws how a node gets along: on a terminal one block that is drawn anew, elsewhere a line for each change.
///
/// It only makes texts; whoever holds it writes them, in order, to one and the same place.
package struct StepsView {
    private let node: String
    private let goal: WaitGoal
    /// The terminal's width; nil where there is no terminal.
    private let width: Int?
    /// The newest run of before the request, which is history and is not drawn.
    private var historicRun: String?
    private var previous: NodeSnapshot?
    private var isOut = false
    private var drawnLines = 0

    package init(node: String, goal: WaitGoal, width: Int?) {
        self.node = node
        self.goal = goal
        self.width = width
    }

    /// The text that brings what was drawn up to date; empty where nothing has changed.
    package mutating func draw(_ observation: WaitObservation) -> String {
        switch observation {
        case .before(let snapshot):
            historicRun = snapshot.run?.id
            return ""
        case .outage(let fault, let elapsed):
            defer { isOut = true }
            if isOut { return "" }
            drawnLines = 0
            return line("the service does not answer (\(fault)); still trying", elapsed)
        case .seen(var now, let elapsed):
            if now.run?.id == historicRun { now.run = nil }
            defer { (previous, isOut) = (now, false) }
            return width.map { block(now, elapsed, width: $0) } ?? changes(to: now, elapsed)
        }
    }

    // MARK: Lines

    private func changes(to now: NodeSnapshot, _ elapsed: Duration) -> String {
        var lines = isOut ? [line("the service answers again", elapsed)] : []
        if previous.map(Self.state) != Self.state(now) { lines.append(line(Self.state(now), elapsed)) }
        let knownSteps = previous?.run?.id == now.run?.id ? previous?.run?.steps ?? [] : []
        let known = Dictionary(knownSteps.map { ($0.index, $0.state) }, uniquingKeysWith: { $1 })
        for step in now.run?.steps ?? [] where step.state != "pending" && known[step.index] != step.state {
            lines.append(line(Self.words(step), elapsed))
        }
        return lines.joined()
    }

    private func line(_ text: String, _ elapsed: Duration) -> String {
        "\(node) [\(DurationText.text(elapsed))] \(text)\n"
    }

    private static func state(_ snapshot: NodeSnapshot) -> String {
        let target = snapshot.targetProvisionState.map { " → \($0)" } ?? ""
        let power = snapshot.targetPowerState.map { ", \(snapshot.powerState ?? "power unknown") → \($0)" } ?? ""
        return snapshot.provisionState + target + power
    }

    private static func words(_ step: TimelineStep) -> String {
        let duration = step.durationSeconds.map { " in \(DurationText.text(seconds: $0))" } ?? ""
        let detail = step.detail.map { $0.isEmpty ? "" : ": \($0)" } ?? ""
        return "\(step.title) (\(step.actor)) \(step.state)\(step.state == "finished" ? duration : "")\(detail)"
    }

    // MARK: Block

    /// Goes back to the first line that it drew before, clears from there, and draws all of it again.
    private mutating func block(_ now: NodeSnapshot, _ elapsed: Duration, width: Int) -> String {
        let back = drawnLines == 0 ? "" : "\u{1B}[\(drawnLines)A\u{1B}[J"
        let lines = ["\(node)  \(Self.state(now))  \(DurationText.text(elapsed))"] + Self.marks(of: now.run)
        drawnLines = lines.count
        return back + lines.map { String($0.prefix(width - 1)) + "\n" }.joined()
    }

    /// The steps with a mark each; of many, those around the one at work.
    private static func marks(of run: TimelineRun?) -> [String] {
        guard let run else { return [] }
        let current = run.steps.firstIndex { !["finished", "skipped"].contains($0.state) } ?? run.steps.count
        let start = max(0, min(current - maximumSteps / 2, run.steps.count - maximumSteps))
        return run.steps.dropFirst(start).prefix(maximumSteps).map { step in
            let duration = step.durationSeconds.map { "  \(DurationText.text(seconds: $0))" } ?? ""
            let detail = step.detail.map { $0.isEmpty ? "" : "  \($0.replacing("\n", with: " "))" } ?? ""
            return "  \(mark(for: step.state)) \(step.title) (\(step.actor))\(duration)\(detail)"
        }
    }

    private static let maximumSteps = 16

    private static func mark(for state: String) -> String {
        switch state {
        case "finished": "✓"
        case "failed": "✗"
        case "running": "▸"
        case "waiting": "…"
        case "skipped": "–"
        default: "·"
        }
    }
}
