import IngotModel

extension Table where Entity == InspectionRule {
    static let inspectionRules = Table(
        "inspection_rule", entity: "inspection_rule", key: ["uuid"],
        columns: [
            Column("uuid", \.id),
            Column("revision", \.revision),
            Column("created_at", \.createdAt),
            Column("updated_at", \.updatedAt),
            Column("description", \.description),
            Column("phase", \.phase),
            Column("priority", \.priority),
            Column("conditions", \.conditions),
            Column("actions", \.actions),
            Column("sensitive", \.isSensitive),
            Column("scope", \.scope),
        ]
    ) { row in
        InspectionRule(
            id: try row.value("uuid", in: "inspection_rule"),
            createdAt: try row.value("created_at", in: "inspection_rule"))
    }
}

/// Which inspection rules a list shows.
package struct InspectionRuleFilter: ListFilter {
    package typealias Entity = InspectionRule

    package var phase: String?

    package init(phase: String? = nil) { self.phase = phase }

    package var conditions: [SQL] { [SQL.equals("phase", phase)].compactMap { $0 } }
}

extension EntityRepository where Entity == InspectionRule {
    /// All rules of a phase in the order in which they are applied: the highest priority first, then the oldest.
    package func inOrder(phase: String = "main") throws -> [InspectionRule] {
        try table.all(" WHERE phase = \(phase) ORDER BY priority DESC, created_at, uuid", on: connection)
    }
}
