import IngotModel

/// The beginning or the end of a node's maintenance, as far as it concerns the run that is under way on it.
///
/// Both stand in the run's journal, so that its timeline tells why it stood still. In the end, a run that waits is
/// looked at again, and may wait for as much longer as the maintenance has lasted.
struct MaintenanceChange {
    private let runs: RunRepository
    private let journal: JournalRepository
    private let run: RunStanding
    /// Since when the maintenance was on that ends.
    private let since: Timestamp?

    /// Nil where the node's maintenance stays as it is, or no verb is under way. The run is locked from here on, and
    /// the node not yet: that is the order which all keep (``NodeRepository/lock(_:)``).
    ///
    /// - Parameter before: the node's row as it was.
    init?(of node: Node, over before: [SQLValue], in runs: RunRepository, _ journal: JournalRepository) throws {
        guard node.inMaintenance != Table.nodes.value("maintenance", in: before),
            let run = try runs.standing(node.id), run.isProvisioning
        else { return nil }
        self.runs = runs
        self.journal = journal
        self.run = run
        since = Table.nodes.value("maintenance_since", in: before)
    }

    /// - Parameter node: as it was written.
    func note(on node: Node, at now: Timestamp) throws {
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
