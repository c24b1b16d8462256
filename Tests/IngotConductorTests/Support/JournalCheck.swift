import IngotModel

/// Whether a run's journal can be read as the story of its steps.
enum JournalCheck {
    /// What is wrong with it; empty where nothing is.
    static func faults(of run: Run, _ entries: [JournalEntry]) -> [String] {
        var faults: [String] = []
        if entries.map(\.sequence) != Array(1...max(1, entries.count)).prefix(entries.count).map(\.self) {
            faults.append("sequence \(entries.map(\.sequence))")
        }
        let steps = entries.filter { $0.kind != .observed }
        for (before, after) in zip([nil] + steps.map(Optional.some), steps) where !follows(before, after, run) {
            faults.append(
                "\(after.kind) of step \(after.stepIndex ?? -1) after \(before.map { "\($0.kind)" } ?? "none")")
        }
        if run.state == .finished, steps.last.map({ $0.kind != .finished }) ?? false { faults.append("no last finish") }
        return faults
    }

    private static func follows(_ before: JournalEntry?, _ after: JournalEntry, _ run: Run) -> Bool {
        let step = after.stepIndex ?? -1
        let last = before?.stepIndex ?? -1
        let isNext = before.map { $0.kind == .finished && step == last + 1 } ?? (step == 0)
        let isSame = step == last && (before?.kind == .started || before?.kind == .suspended)
        return switch after.kind {
        case .started: isNext || isSame && before?.kind == .started
        // A run that is ended between two of its steps leaves the second one as it is: it never began.
        case .suspended, .finished, .failed: isSame
        case .observed: true
        }
    }
}
