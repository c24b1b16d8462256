import IngotModel

extension Table where Entity == DeployTemplate {
    static let deployTemplates = Table(
        "deploy_template", entity: "deploy_template", key: ["uuid"],
        columns: [
            Column("uuid", \.id),
            Column("revision", \.revision),
            Column("created_at", \.createdAt),
            Column("updated_at", \.updatedAt),
            Column("name", \.name),
            Column("steps", \.steps),
            Column("extra", \.extra),
        ]
    ) { row in
        DeployTemplate(
            id: try row.value("uuid", in: "deploy_template"), name: try row.value("name", in: "deploy_template"),
            createdAt: try row.value("created_at", in: "deploy_template"))
    }
}

/// Which deploy templates a list shows.
package struct DeployTemplateFilter: ListFilter {
    package typealias Entity = DeployTemplate

    /// Templates with one of these names: those that an instance's traits ask for.
    package var names: [String]?

    package init(names: [String]? = nil) { self.names = names }

    package var conditions: [SQL] { [SQL.isAmong("name", names)].compactMap { $0 } }
}
