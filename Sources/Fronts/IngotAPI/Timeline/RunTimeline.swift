import IngotModel

/// One run as the timeline shows it: its steps with what the journal says of each.
struct RunTimeline: Sendable {
    let run: Run
    let entries: [JournalEntry]
    let now: Timestamp
    /// The node as it is now.
    let node: Node
    /// Who has set the node's maintenance, where the caller may know.
    var maintenanceSetter: String?
    /// Earlier runs of the same verb on machines alike; nil where there were none.
    var past: PastRuns?

    var tree: SpanTree { SpanTree(run, entries, now: now) }

    var json: JSONValue {
        let tree = tree
        return [
            "id": .string(run.id.text),
            "verb": .string(run.plan.verb),
            "target": JSONValue(run.plan.target?.rawValue),
            "state": .string(run.state.rawValue),
            "requested_at": .string(run.requestedAt.iso8601),
            "started_at": .string(run.startedAt.iso8601),
            "finished_at": JSONValue(run.finishedAt?.iso8601),
            "duration_seconds": .double(((run.finishedAt ?? now) - run.startedAt).inSeconds),
            "error": JSONValue(run.error),
            "paused": JSONValue(pause),
            "steps": .array(steps),
            "entries": .array(entries.map(\.json)),
            "spans": tree.json,
            "critical_path": tree.json(CriticalPath(tree)),
            "comparison": RunComparison(run, tree, past: past)?.json ?? .null,
        ]
    }

    private var pause: String? {
        run.pause(on: node).map { words in maintenanceSetter.map { "\(words); set by \($0)" } ?? words }
    }

    private var steps: [JSONValue] {
        let byStep = Dictionary(grouping: entries.filter { $0.stepIndex != nil }) { $0.stepIndex ?? 0 }
        return run.plan.steps.enumerated().map { index, step in
            StepTimeline(
                index: index, step: step, entries: byStep[index] ?? [], runIsOver: run.state.isOver, now: now
            ).json
        }
    }
}

/// One step of a run, read from its journal entries.
private struct StepTimeline {
    let index: Int
    let step: PlannedStep
    let entries: [JournalEntry]
    let runIsOver: Bool
    let now: Timestamp

    var json: JSONValue {
        [
            "index": JSONValue(index),
            "interface": .string(step.step.interface.rawValue),
            "step": .string(step.step.name),
            "actor": .string(step.actor.rawValue),
            "repeat": .string(step.repetition.rawValue),
            "priority": JSONValue(step.step.priority),
            "state": .string(state),
            "started_at": JSONValue(startedAt?.iso8601),
            "finished_at": JSONValue(finishedAt?.iso8601),
            "duration_seconds": duration.map { .double($0.inSeconds) } ?? .null,
            "detail": JSONValue(entries.last { $0.detail != nil }?.detail),
        ]
    }

    /// Evidence that was merely observed does not move a step.
    private var last: JournalEntry? { entries.last { $0.kind != .observed } }

    private var startedAt: Timestamp? { entries.first { $0.kind == .started }?.at }

    private var finishedAt: Timestamp? {
        last.flatMap { $0.kind == .finished || $0.kind == .failed ? $0.at : nil }
    }

    private var duration: Duration? {
        startedAt.map { start in (finishedAt ?? (runIsOver ? last?.at : nil) ?? now) - start }
    }

    private var state: String {
        switch last?.kind {
        case .finished: "finished"
        case .failed: "failed"
        case .suspended: runIsOver ? "failed" : "waiting"
        case .started: runIsOver ? "failed" : "running"
        case .observed, nil: runIsOver ? "skipped" : "pending"
        }
    }
}

extension JournalEntry {
    fileprivate var json: JSONValue {
        [
            "sequence": JSONValue(sequence), "at": .string(at.iso8601), "kind": .string(kind.rawValue),
            "step_index": JSONValue(stepIndex), "detail": JSONValue(detail),
        ]
    }
}
