import IngotModel

/// How far a node's run has come, without what it is to do: this much can be read of each, also of one whose plan only
/// a newer version understands.
struct RunStanding: Sendable {
    var id: RunID
    /// The index of the step that is being done or comes next.
    var position: Int
    /// Whether it carries out a verb; otherwise, it changes the power.
    var isProvisioning: Bool
}

extension RunRepository {
    /// Whether the node has a running or suspended run.
    package func isActive(_ node: NodeID) throws -> Bool {
        try connection.exists("SELECT 1 AS found FROM run WHERE \(Self.isActive(on: node))")
    }

    /// Whether the node has one that leads it to another provision state.
    package func isProvisioning(_ node: NodeID) throws -> Bool {
        try connection.exists("SELECT 1 AS found FROM run WHERE \(Self.isActive(on: node)) AND kind LIKE 'provision:%'")
    }

    /// The node's running or suspended run, which nobody else changes before this transaction has ended.
    func standing(_ node: NodeID) throws -> RunStanding? {
        let query: SQL = """
            SELECT uuid, position, CASE WHEN kind LIKE 'provision:%' THEN 1 ELSE 0 END AS provisions
            FROM run WHERE \(Self.isActive(on: node))\(connection.dialect.rowLock)
            """
        return try connection.row(query).map { row in
            RunStanding(
                id: try row.value("uuid", in: "run"), position: try row.value("position", in: "run"),
                isProvisioning: try row.value("provisions", in: "run"))
        }
    }

    /// Until when a run may wait, as it stands now; nobody else changes that before this transaction has ended.
    package func deadline(_ run: RunID) throws -> Timestamp? {
        let query: SQL = "SELECT deadline FROM run WHERE uuid = \(run)\(connection.dialect.rowLock)"
        return try connection.row(query)?.value("deadline", in: "run")
    }

    static func isActive(on node: NodeID) -> SQL { "node_uuid = \(node) AND state IN ('running', 'suspended')" }
}
