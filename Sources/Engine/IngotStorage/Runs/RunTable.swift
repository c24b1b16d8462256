import IngotModel

extension Table where Entity == Run {
    static let runs = Table(
        "run", entity: "run", key: ["uuid"],
        columns: [
            Column("uuid", \.id),
            Column("node_uuid", \.node),
            Column("kind", \.kind),
            Column("arguments", \.arguments),
            Column("driver", \.machine.driver),
            Column("resource_class", \.machine.resourceClass),
            Column("hardware_model", \.machine.model),
            Column("image", \.image),
            Column("owner", \.owner),
            Column("lessee", \.lessee),
            Column("plan", \.plan),
            Column("state", \.state),
            Column("position", \.position),
            Column("requested_at", \.requestedAt),
            Column("started_at", \.startedAt),
            Column("finished_at", \.finishedAt),
            Column("wake_at", \.wakeAt),
            Column("deadline", \.deadline),
            Column("error", \.error),
        ]
    ) { row in
        Run(
            id: try row.value("uuid", in: "run"), node: try row.value("node_uuid", in: "run"),
            kind: try row.value("kind", in: "run"), arguments: [:], plan: try row.value("plan", in: "run"),
            requestedAt: try row.value("requested_at", in: "run"), startedAt: try row.value("started_at", in: "run"))
    }
}

extension Table where Entity == JournalEntry {
    static let journal = Table(
        "journal", entity: "journal entry", key: ["run_uuid", "sequence"],
        columns: [
            Column("run_uuid", \.run),
            Column("sequence", \.sequence),
            Column("at", \.at),
            Column("kind", \.kind),
            Column("step_index", \.stepIndex),
            Column("ticket", \.ticket),
            Column("detail", \.detail),
        ]
    ) { row in
        JournalEntry(
            run: try row.value("run_uuid", in: "journal"), sequence: try row.value("sequence", in: "journal"),
            at: try row.value("at", in: "journal"), kind: try row.value("kind", in: "journal"))
    }
}
