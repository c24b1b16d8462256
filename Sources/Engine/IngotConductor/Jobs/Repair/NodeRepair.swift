import IngotModel
import IngotStorage
import Logging

/// Changes a node that nobody works on, in one transaction and under a lease of its own, or leaves it be.
struct NodeRepair: Sendable {
    let surroundings: Surroundings
    /// The job's name.
    let job: String

    /// What the node's history tells of the repair.
    struct Note: Sendable {
        var severity = HistoryEntry.Severity.info
        var type: String
        var event: String
    }

    /// Changes the node where it still is as it was seen.
    ///
    /// - Parameter change: changes the node and tells what was found; nil where there is nothing to repair after all,
    ///   and then it must have written nothing. It may be called more than once.
    /// - Returns: whether the node was repaired; false where somebody works on it, or was first.
    func repair(
        _ seen: NodeGlance, _ change: @escaping @Sendable (inout Node, Transaction) throws -> Note?
    ) async throws -> Bool {
        do {
            guard let note = try await surroundings.store.write({ try attempt(seen, $0, change) }) else { return false }
            surroundings.logger.notice(
                "a node was repaired", metadata: ["node.uuid": "\(seen.id)", "job": "\(job)", "event": "\(note.event)"])
            return true
        } catch StorageError.conflict, StorageError.missing {
            return false
        }
    }

    private func attempt(
        _ seen: NodeGlance, _ transaction: Transaction, _ change: (inout Node, Transaction) throws -> Note?
    ) throws -> Note? {
        guard let before = try transaction.nodes.find(seen.id), before.revision == seen.revision,
            try !transaction.runs.isActive(seen.id),
            let lease = try surroundings.acquire(seen.id, for: "job:\(job)", transaction)
        else { return nil }
        var node = before
        let note = try change(&node, transaction)
        try transaction.leases.release(lease)
        guard let note else { return nil }
        let now = surroundings.clock.now
        if node != before {
            node.updatedAt = now
            try transaction.nodes.update(node)
        }
        try transaction.history.append(Self.entry(note, before, node, surroundings.settings.hostname, now))
        transaction.ringAfterCommit()
        return note
    }

    private static func entry(
        _ note: Note, _ before: Node, _ after: Node, _ conductor: String, _ now: Timestamp
    ) -> HistoryEntry {
        var entry = HistoryEntry(
            node: after.id, severity: note.severity, event: note.event, eventType: note.type, createdAt: now)
        entry.conductor = conductor
        entry.state = after.provisionState.rawValue
        entry.targetProvisionState = after.targetProvisionState?.rawValue
        entry.durationSeconds = before.provisionUpdatedAt.map { Int((now - $0).inSeconds) }
        return entry
    }
}
