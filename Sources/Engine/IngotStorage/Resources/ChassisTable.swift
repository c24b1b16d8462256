import IngotModel

extension Table where Entity == Chassis {
    static let chassis = Table(
        "chassis", entity: "chassis", key: ["uuid"],
        columns: [
            Column("uuid", \.id),
            Column("revision", \.revision),
            Column("created_at", \.createdAt),
            Column("updated_at", \.updatedAt),
            Column("description", \.description),
            Column("extra", \.extra),
        ]
    ) { row in
        Chassis(id: try row.value("uuid", in: "chassis"), createdAt: try row.value("created_at", in: "chassis"))
    }
}

/// Which chassis a list shows: all of them.
package struct ChassisFilter: ListFilter {
    package typealias Entity = Chassis

    package init() {}

    package var conditions: [SQL] { [] }
}
