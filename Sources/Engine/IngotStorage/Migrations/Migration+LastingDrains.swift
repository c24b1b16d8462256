extension Migration {
    /// Which conductors an operator has sent away until they are asked back. In a column of its own, as the one of
    /// ``cluster`` is also that of processes that are told to end, and must not keep the next one from working.
    static let lastingDrains = Migration("0015-lasting-drains") { _ in
        ["ALTER TABLE conductor ADD COLUMN stays_drained BIGINT NOT NULL DEFAULT 0"]
    }
}
