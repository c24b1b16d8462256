extension Migration {
    /// How the periodic jobs of each conductor stand, and what lets them find their nodes.
    static let jobs = Migration("0004-jobs") { dialect in
        [
            """
            CREATE TABLE conductor_job (
                hostname \(dialect.text) NOT NULL REFERENCES conductor (hostname) ON DELETE CASCADE,
                name \(dialect.text) NOT NULL,
                tick_interval BIGINT NOT NULL,
                running_since BIGINT,
                last_started_at BIGINT,
                last_duration BIGINT,
                last_repaired BIGINT,
                last_error \(dialect.text),
                next_tick_at BIGINT,
                ticks BIGINT NOT NULL,
                failures BIGINT NOT NULL,
                skipped BIGINT NOT NULL,
                repaired BIGINT NOT NULL,
                CONSTRAINT "conductor_job.name_unique" PRIMARY KEY (hostname, name)
            )
            """,
            // Few nodes have a fault.
            "CREATE INDEX node_fault ON node (fault, uuid) WHERE fault IS NOT NULL",
        ]
    }
}
