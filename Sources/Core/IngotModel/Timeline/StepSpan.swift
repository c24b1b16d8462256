/// Makes the span of one step from its journal entries: work and waits in turn, evidence as events.
struct StepSpan {
    let index: Int
    let step: PlannedStep
    let entries: [JournalEntry]
    /// Whether the run has ended.
    let isOver: Bool
    /// When the run ended, or the moment at which it is looked at.
    let end: Timestamp

    /// Nil for a step that has not begun.
    var span: Span? {
        let moves = entries.filter { $0.kind != .observed }
        guard let first = moves.first, let last = moves.last else { return nil }
        var span = Span(
            path: "step/\(index)", name: step.step.qualifiedName, kind: .step, start: first.at,
            end: last.kind.endsStep ? last.at : max(end, last.at), outcome: outcome(last))
        span.children = phases(moves, until: span.end, isOpen: span.isOpen)
        span.events = entries.filter { $0.kind == .observed }.map(Span.Event.init)
        span.attributes = attributes(moves)
        return span
    }

    private func outcome(_ last: JournalEntry) -> Span.Outcome {
        switch last.kind {
        case .finished: .well
        case .failed: .badly(last.detail ?? "failed")
        case .started, .suspended, .observed: isOver ? .badly("the run ended before it") : .open
        }
    }

    private func attributes(_ moves: [JournalEntry]) -> [String: JSONValue] {
        let beginnings = moves.count { $0.kind == .started }
        let detail = moves.last { $0.detail != nil }?.detail
        return [
            "interface": .string(step.step.interface.rawValue), "step": .string(step.step.name),
            "actor": .string(step.actor.rawValue), "index": JSONValue(index), "reason": .string(step.reason),
            "attempts": JSONValue(beginnings), "detail": JSONValue(detail),
        ]
    }

    // MARK: Phases

    /// What each stretch between two entries was spent on; waits for the same thing that follow one another are one.
    private func phases(_ moves: [JournalEntry], until end: Timestamp, isOpen: Bool) -> [Span] {
        var phases: [Span] = []
        for (place, entry) in moves.enumerated() where !entry.kind.endsStep {
            let until = place + 1 < moves.count ? moves[place + 1].at : end
            let phase = phase(entry, until: until, number: phases.count, isRepeated: place > 0)
            if let last = phases.last, last.waitsFor != nil, last.waitsFor == phase.waitsFor {
                phases[phases.count - 1].end = until
                phases[phases.count - 1].events += phase.events
            } else {
                phases.append(phase)
            }
        }
        if isOpen, !phases.isEmpty { phases[phases.count - 1].outcome = .open }
        return phases.filter { $0.duration > .zero || $0.isOpen }
    }

    private func phase(_ entry: JournalEntry, until end: Timestamp, number: Int, isRepeated: Bool) -> Span {
        let path = "step/\(index)/\(number)"
        if entry.kind == .started {
            // A second beginning is that of another life or another conductor, which found the step half done.
            let name = isRepeated ? "taken up again" : "\(step.actor.rawValue) at work"
            return Span(path: path, name: name, kind: .work, start: entry.at, end: end)
        }
        if let child = entry.ticket?["begun"]?.string {
            // Noted before something is done to a child node, so that the next life knows of it.
            let name = "\(step.actor.rawValue) at work on child node \(child)"
            return Span(path: path, name: name, kind: .work, start: entry.at, end: end)
        }
        let subject = WaitSubject(ticket: entry.ticket)
        var span = Span(path: path, name: "wait for \(subject.words)", kind: .wait, start: entry.at, end: end)
        span.waitsFor = subject
        span.events = entry.detail.map { [Span.Event(at: entry.at, name: entry.kind.rawValue, detail: $0)] } ?? []
        return span
    }
}

extension JournalEntry.Kind {
    /// Whether nothing more comes of a step after this.
    var endsStep: Bool { self == .finished || self == .failed }
}

extension WaitSubject {
    fileprivate var words: String {
        switch self {
        case .agentCommand: "the agent's command"
        case .bmcTask: "the BMC's task"
        case .childNodes: "child nodes"
        case .heartbeat: "a heartbeat"
        case .operatorHold: "the operator"
        case .reboot: "the machine to leave the ramdisk"
        case .room: "room"
        case .time: "time to pass"
        case .something: "somebody else"
        }
    }
}
