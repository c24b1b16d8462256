extension Migration {
    /// Whose nodes the runs were done on that are older than ``runOwners``, nobody knows: that took whose they were on
    /// the day of the upgrade, and who got a node after its first owner would learn from that one's runs.
    static let unknownRunOwners = Migration("0014-unknown-run-owners") { _ in
        [
            """
            UPDATE run SET owner = NULL, lessee = NULL
            WHERE (owner IS NOT NULL OR lessee IS NOT NULL)
            AND started_at < (SELECT applied_at FROM schema_migration WHERE name = '\(runOwners.name)')
            """
        ]
    }
}
