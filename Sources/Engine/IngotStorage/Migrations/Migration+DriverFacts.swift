extension Migration {
    /// What each conductor tells of the hardware types that it serves.
    static let driverFacts = Migration("0003-driver-facts") { dialect in
        [
            """
            CREATE TABLE driver_facts (
                hostname \(dialect.text) NOT NULL REFERENCES conductor (hostname) ON DELETE CASCADE,
                hardware_type \(dialect.text) NOT NULL,
                facts \(dialect.text) NOT NULL,
                CONSTRAINT "driver_facts.hardware_type_unique" PRIMARY KEY (hostname, hardware_type)
            )
            """
        ]
    }
}
