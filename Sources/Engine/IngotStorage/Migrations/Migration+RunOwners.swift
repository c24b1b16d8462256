extension Migration {
    /// Whose node each run was done on, so that those who see only theirs learn from their own runs, without a scan.
    static let runOwners = Migration("0011-run-owners") { dialect in
        let roles = ["owner", "lessee"]
        return roles.map { "ALTER TABLE run ADD COLUMN \($0) \(dialect.text)" }
            + roles.map { "UPDATE run SET \($0) = (SELECT node.\($0) FROM node WHERE node.uuid = run.node_uuid)" }
            + roles.map { role in
                """
                CREATE INDEX run_of_\(role) ON run (\(role), kind, finished_at)
                WHERE state = 'finished' AND \(role) IS NOT NULL
                """
            }
    }
}
