extension Migration {
    /// On what kind of machine each run was done, so that the latest ones of a kind are found without a scan.
    static let runStatistics = Migration("0006-run-statistics") { dialect in
        let columns = [
            "driver \(dialect.text) NOT NULL DEFAULT ''", "resource_class \(dialect.text)",
            "hardware_model \(dialect.text)",
        ]
        let kinds = [
            "run_of_model": "hardware_model", "run_of_class": "driver, resource_class", "run_of_driver": "driver",
        ]
        return columns.map { "ALTER TABLE run ADD COLUMN \($0)" }
            + kinds.sorted { $0.key < $1.key }.map { name, machine in
                "CREATE INDEX \(name) ON run (kind, \(machine), finished_at) WHERE state = 'finished'"
            }
    }
}
