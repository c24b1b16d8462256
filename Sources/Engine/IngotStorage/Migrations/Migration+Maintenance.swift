extension Migration {
    /// Since when a node is in maintenance and who wanted it; of nodes that are in it already, the last change is
    /// taken.
    static let maintenance = Migration("0012-maintenance") { dialect in
        [
            "ALTER TABLE node ADD COLUMN maintenance_since BIGINT",
            "ALTER TABLE node ADD COLUMN maintenance_by \(dialect.text)",
            "UPDATE node SET maintenance_since = COALESCE(updated_at, created_at) WHERE maintenance = 1",
        ]
    }
}
