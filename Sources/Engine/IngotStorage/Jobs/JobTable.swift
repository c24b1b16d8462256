import IngotModel

extension Table where Entity == JobStatus {
    static let jobs = Table(
        "conductor_job", entity: "job", key: ["hostname", "name"],
        columns: [
            Column("hostname", \.conductor),
            Column("name", \.name),
            Column("tick_interval", \.interval),
            Column("running_since", \.runningSince),
            Column("last_started_at", \.lastStartedAt),
            Column("last_duration", \.lastDuration),
            Column("last_repaired", \.lastRepaired),
            Column("last_error", \.lastError),
            Column("next_tick_at", \.nextTickAt),
            Column("ticks", \.ticks),
            Column("failures", \.failures),
            Column("skipped", \.skipped),
            Column("repaired", \.repaired),
        ]
    ) { row in
        JobStatus(
            conductor: try row.value("hostname", in: "conductor_job"), name: try row.value("name", in: "conductor_job"),
            interval: try row.value("tick_interval", in: "conductor_job"))
    }
}
