import IngotModel

extension JobStatus {
    /// What answers show of a job.
    var json: JSONValue {
        [
            "name": .string(name),
            "state": .string(state),
            "interval_seconds": .double(interval.inSeconds),
            "running_since": JSONValue(runningSince?.iso8601),
            "last_started_at": JSONValue(lastStartedAt?.iso8601),
            "last_duration_seconds": lastDuration.map { .double($0.inSeconds) } ?? .null,
            "last_repaired": JSONValue(lastRepaired),
            "last_error": JSONValue(lastError),
            "next_tick_at": JSONValue(nextTickAt?.iso8601),
            "ticks": JSONValue(ticks), "failures": JSONValue(failures), "skipped": JSONValue(skipped),
            "repaired": JSONValue(repaired),
        ]
    }

    /// The members of ``json``.
    static let fields: [ResourceSchema.Field] = [
        .init("name", .anyText), .init("state", .choice(["off", "waiting", "running"])),
        .init("interval_seconds", .seconds), .init("running_since", .moment, nullable: true),
        .init("last_started_at", .moment, nullable: true), .init("last_duration_seconds", .seconds, nullable: true),
        .init("last_repaired", .count, nullable: true), .init("last_error", .anyText, nullable: true),
        .init("next_tick_at", .moment, nullable: true), .init("ticks", .count), .init("failures", .count),
        .init("skipped", .count), .init("repaired", .count),
    ]

    private var state: String {
        if interval == .zero { return "off" }
        return runningSince == nil ? "waiting" : "running"
    }
}
