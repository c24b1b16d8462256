extension Migration {
    /// What nodes are counted by, so that counting reads an index and never the nodes.
    static let census = Migration("0007-census") { _ in
        [
            "CREATE INDEX node_state_age ON node (provision_state, provision_updated_at)",
            "CREATE INDEX node_maintenance ON node (maintenance) WHERE maintenance = 1",
        ]
    }
}
