extension Migration {
    /// How far each conductor's clock is from the database's, and whether that leaves it fit for work.
    static let conductorClocks = Migration("0013-conductor-clocks") { _ in
        [
            "ALTER TABLE conductor ADD COLUMN clock_ahead BIGINT NOT NULL DEFAULT 0",
            "ALTER TABLE conductor ADD COLUMN clock_right BIGINT NOT NULL DEFAULT 1",
        ]
    }
}
