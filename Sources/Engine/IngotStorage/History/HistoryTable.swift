import IngotModel

extension Table where Entity == HistoryEntry {
    static let history = Table(
        "node_history", entity: "history", key: ["uuid"],
        columns: [
            Column("uuid", \.id),
            Column("node_uuid", \.node),
            Column("created_at", \.createdAt),
            Column("severity", \.severity),
            Column("event_type", \.eventType),
            Column("event", \.event),
            Column("conductor", \.conductor),
            Column("user", \.user),
            Column("project", \.project),
            Column("state", \.state),
            Column("target_provision_state", \.targetProvisionState),
            Column("duration_seconds", \.durationSeconds),
        ]
    ) { row in
        HistoryEntry(
            id: try row.value("uuid", in: "node_history"), node: try row.value("node_uuid", in: "node_history"),
            severity: try row.value("severity", in: "node_history"), event: nil,
            createdAt: try row.value("created_at", in: "node_history"))
    }
}

/// Which entries a node's history shows.
package struct HistoryFilter: ListFilter {
    package typealias Entity = HistoryEntry

    package var node: NodeID?

    package init(node: NodeID? = nil) { self.node = node }

    package var conditions: [SQL] { [SQL.equals("node_uuid", node)].compactMap { $0 } }
}
