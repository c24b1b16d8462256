import IngotModel

extension Table where Entity == Allocation {
    static let allocations = Table(
        "allocation", entity: "allocation", key: ["uuid"],
        columns: [
            Column("uuid", \.id),
            Column("revision", \.revision),
            Column("created_at", \.createdAt),
            Column("updated_at", \.updatedAt),
            Column("name", \.name),
            Column("node_uuid", \.node),
            Column("resource_class", \.resourceClass),
            Column("traits", \.traits),
            Column("candidate_nodes", \.candidateNodes),
            Column("owner", \.owner),
            Column("state", \.state),
            Column("last_error", \.lastError),
            Column("extra", \.extra),
        ]
    ) { row in
        Allocation(
            id: try row.value("uuid", in: "allocation"), createdAt: try row.value("created_at", in: "allocation"))
    }
}

extension EntityRepository where Entity == Allocation {
    /// Those that have no node yet, the oldest first.
    package func open(limit: Int) throws -> [Allocation] {
        // The state stands in the statement itself, so that the index over open ones serves whatever is bound.
        try table.all(" WHERE state = 'allocating' ORDER BY created_at, uuid LIMIT \(limit)", on: connection)
    }
}

/// Which allocations a list shows.
package struct AllocationFilter: ListFilter {
    package typealias Entity = Allocation

    package var node: NodeID?
    package var resourceClass: String?
    package var state: Allocation.State?
    package var owner: String?

    package init(node: NodeID? = nil) { self.node = node }

    package var conditions: [SQL] {
        [
            SQL.equals("node_uuid", node),
            SQL.equals("resource_class", resourceClass),
            SQL.equals("state", state),
            SQL.equals("owner", owner),
        ].compactMap { $0 }
    }
}
