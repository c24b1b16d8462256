import IngotModel

@testable import IngotConductor
@testable import IngotStorage

/// What the database says of one node at one moment.
struct Snapshot: Sendable {
    var node: Node?
    var runs: [Run]
    var journals: [RunID: [JournalEntry]]
    var lease: Lease?
    /// Whether a request of the node waits for room.
    var waits = false
    /// The fence of the last lease, also where it is free.
    var fence: Int64
    /// Changes with everything that is shown here; nil where the node is gone.
    var mark: String?

    var active: Run? { runs.first { !$0.state.isOver } }

    /// - Parameter known: what is taken over where nothing has changed since.
    static func take(
        of ids: [NodeID], from engine: any Engine, knowing known: [NodeID: Snapshot] = [:]
    ) async throws -> [NodeID: Snapshot] {
        let store = Store(engine: engine)
        let fences = try await engine.read { connection in
            try connection.rows("SELECT node_uuid, fence FROM lease").map { row in
                (
                    try row.value("node_uuid", in: "lease", as: NodeID.self),
                    try row.value("fence", in: "lease", as: Int64.self)
                )
            }
        }
        let byNode = Dictionary(fences, uniquingKeysWith: { $1 })
        return try await store.read { transaction in
            var snapshots: [NodeID: Snapshot] = [:]
            for id in ids {
                let mark = try mark(of: id, transaction.connection)
                if let known = known[id], known.mark == mark {
                    snapshots[id] = known
                    continue
                }
                let runs = try transaction.runs.list(id, limit: 2)
                let journals = try runs.map { ($0.id, try transaction.journal.entries($0.id)) }
                snapshots[id] = Snapshot(
                    node: try transaction.nodes.find(id), runs: runs,
                    journals: Dictionary(journals, uniquingKeysWith: { $1 }), lease: try transaction.leases.find(id),
                    waits: try transaction.requests.waiting(id) != nil, fence: byNode[id] ?? 0, mark: mark)
            }
            return snapshots
        }
    }

    private static func mark(of node: NodeID, _ connection: any Connection) throws -> String? {
        let query: SQL = """
            SELECT node.revision || ' ' || COALESCE(lease.fence, 0) || ' ' || COALESCE(lease.incarnation, '') || ' '
            || COALESCE(lease.expires_at, 0) || COALESCE((SELECT group_concat(' ' || uuid || state || "position" || ' '
            || COALESCE(wake_at, 0) || ' ' || COALESCE(deadline, 0) || ' '
            || (SELECT COUNT(*) FROM journal WHERE run_uuid = run.uuid)) FROM run WHERE node_uuid = node.uuid), '') || ' '
            || (SELECT COUNT(*) FROM node_request WHERE node_uuid = node.uuid AND state = 'waiting') AS mark
            FROM node LEFT JOIN lease ON lease.node_uuid = node.uuid WHERE node.uuid = \(node)
            """
        return try connection.row(query)?.value("mark", in: "node")
    }
}

extension Snapshot {
    /// The steps of the lab's own deploy interface that the journal tells to be finished although the machine knows
    /// nothing of them.
    func undone(in world: World) -> [String] {
        guard node?.interfaces[.deploy] == "world" else { return [] }
        return runs.flatMap { run in
            (journals[run.id] ?? []).compactMap { entry in
                guard entry.kind == .finished, let index = entry.stepIndex, let step = run.plan.steps.at(index)?.step,
                    step.interface == .deploy, step.name != BuiltInSteps.tearDown, !world.did("\(run.id)/\(index)")
                else { return nil }
                return "'\(step.name)' of '\(run.plan.verb)' is finished and was not done"
            }
        }
    }
}
