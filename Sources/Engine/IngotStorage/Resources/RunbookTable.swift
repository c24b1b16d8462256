import IngotModel

extension Table where Entity == Runbook {
    static let runbooks = Table(
        "runbook", entity: "runbook", key: ["uuid"],
        columns: [
            Column("uuid", \.id),
            Column("revision", \.revision),
            Column("created_at", \.createdAt),
            Column("updated_at", \.updatedAt),
            Column("name", \.name),
            Column("description", \.description),
            Column("steps", \.steps),
            Column("traits", \.traits),
            Column("disable_ramdisk", \.disablesRamdisk),
            Column("public", \.isPublic),
            Column("owner", \.owner),
            Column("extra", \.extra),
        ]
    ) { row in
        Runbook(
            id: try row.value("uuid", in: "runbook"), name: try row.value("name", in: "runbook"),
            createdAt: try row.value("created_at", in: "runbook"))
    }
}

/// Which runbooks a list shows.
package struct RunbookFilter: ListFilter {
    package typealias Entity = Runbook

    package var owner: String?
    package var isPublic: Bool?
    /// Runbooks that this project may use: its own and the public ones.
    package var visibleTo: String?

    package init() {}

    package var conditions: [SQL] {
        [
            SQL.equals("owner", owner),
            SQL.equals("public", isPublic),
            visibleTo.map { "(owner = \($0) OR public = 1)" },
        ].compactMap { $0 }
    }
}
