extension Migration {
    /// What several conductors need of each other: who is leaving, how much of each kind of work is under way.
    static let cluster = Migration("0005-cluster") { _ in
        [
            "ALTER TABLE conductor ADD COLUMN draining BIGINT NOT NULL DEFAULT 0",
            // Those who look page by page go on from one request of a moment to the next.
            "DROP INDEX node_request_state",
            "CREATE INDEX node_request_state ON node_request (state, requested_at, uuid)",
            "CREATE INDEX run_active_kind ON run (kind) WHERE state IN ('running', 'suspended')",
        ]
    }
}
