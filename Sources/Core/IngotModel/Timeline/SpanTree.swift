/// A run as a tree of spans: the waits for a conductor and for room, then each step with what it was spent on.
///
/// Made from the run and its journal alone, so that whoever looks at any time sees the same tree, only further grown.
package struct SpanTree: Sendable, Hashable {
    let run: RunID
    let root: Span

    init(run: RunID, root: Span) {
        self.run = run
        self.root = root
    }

    /// - Parameter now: until when spans last that have not ended.
    package init(_ run: Run, _ entries: [JournalEntry], now: Timestamp) {
        self.run = run.id
        let end = run.finishedAt ?? now
        let byStep = Dictionary(grouping: entries.filter { $0.stepIndex != nil }) { $0.stepIndex ?? 0 }
        var root = Span(
            path: "run", name: run.plan.verb, kind: .run, start: run.requestedAt, end: max(end, run.requestedAt),
            outcome: Self.outcome(of: run))
        root.attributes = [
            "run": .string(run.id.text), "node": .string(run.node.text), "state": .string(run.state.rawValue),
            "from_state": .string(run.plan.from.rawValue), "target": JSONValue(run.plan.target?.rawValue),
        ]
        root.events = entries.filter { $0.stepIndex == nil && RoomWait($0) == nil }.map(Span.Event.init)
        root.children =
            Self.queue(of: run, entries)
            + run.plan.steps.enumerated().compactMap { index, step in
                StepSpan(index: index, step: step, entries: byStep[index] ?? [], isOver: run.state.isOver, end: end)
                    .span
            }
        self.root = root
    }

    /// Every span with its parent and depth, each before its children.
    var flattened: [(span: Span, parent: Span?, depth: Int)] { Self.flattened(root, below: nil, depth: 0) }

    private static func flattened(_ span: Span, below parent: Span?, depth: Int) -> [(Span, Span?, Int)] {
        [(span, parent, depth)] + span.children.flatMap { flattened($0, below: span, depth: depth + 1) }
    }

    private static func outcome(of run: Run) -> Span.Outcome {
        switch run.state {
        case .running, .suspended: .open
        case .finished: .well
        case .failed, .aborted: .badly(run.error ?? run.state.rawValue)
        }
    }
}

extension Span.Event {
    init(_ entry: JournalEntry) {
        self.init(at: entry.at, name: entry.kind.rawValue, detail: entry.detail)
    }
}
