import IngotModel

extension Table where Entity == ConductorRecord {
    static let conductors = Table(
        "conductor", entity: "conductor", key: ["hostname"],
        columns: [
            Column("hostname", \.hostname),
            Column("conductor_group", \.group),
            Column("incarnation", \.incarnation),
            Column("started_at", \.startedAt),
            Column("last_seen", \.lastSeen),
            Column("online", \.isOnline),
            Column("draining", \.isDraining),
            Column("stays_drained", \.staysDrained),
            Column("clock_ahead", \.clock.ahead),
            Column("clock_right", \.clock.isRight),
            Column("drivers", \.drivers),
        ]
    ) { row in
        ConductorRecord(
            hostname: try row.value("hostname", in: "conductor"),
            group: try row.value("conductor_group", in: "conductor"),
            incarnation: try row.value("incarnation", in: "conductor"),
            startedAt: try row.value("started_at", in: "conductor"),
            lastSeen: try row.value("last_seen", in: "conductor"))
    }
}
