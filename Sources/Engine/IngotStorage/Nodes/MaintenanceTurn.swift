import IngotModel

/// What the beginning and the end of a node's maintenance mean for the run that is under way on it.
///
/// Both stand in the run's journal, so that its timeline tells why it stood still. In the end, a run that waits is looked
/// at again, and may wait for as much longer as the maintenance has lasted.
struct MaintenanceTurn {
    let runs: RunRepository
    let journal: JournalRepository

    /// - Parameter since: when the maintenance began that has ended.
    func note(_ node: Node, since: Timestamp?, at now: Timestamp) throws {
        guard let run = try runs.active(node.id), case .provision = run.kind else { return }
        // Of a maintenance that is older than the wait, only what the wait has seen of it is given back.
        let begin = since.map { max($0, node.provisionUpdatedAt ?? $0) }
        let lasted = begin.map { max(.zero, now - $0) } ?? .zero
        let observation = Observation(.maintenance, text(node, lasted))
        try journal.append(
            run.id, kind: .observed, at: now, stepIndex: run.position, ticket: observation.ticket,
            detail: observation.text, under: nil)
        guard !node.inMaintenance, node.provisionState.isWaiting else { return }
        try runs.prolongWait(run.id, by: lasted, at: now)
    }

    private func text(_ node: Node, _ lasted: Duration) -> String {
        node.inMaintenance
            ? node.maintenanceWords
            : "the maintenance has ended after \(Int(lasted.inSeconds)) s, which count for no wait"
    }
}
