import IngotModel

extension ConductorRepository {
    /// Replaces what a conductor has told of its hardware types.
    package func publish(_ facts: [DriverFacts], by hostname: String) throws {
        try connection.execute("DELETE FROM driver_facts WHERE hostname = \(hostname)")
        for driver in facts {
            try connection.execute(
                """
                INSERT INTO driver_facts (hostname, hardware_type, facts)
                VALUES (\(hostname), \(driver.hardwareType), \(driver.json))
                """)
        }
    }

    /// What the conductors that are online and were seen at that moment or later tell of a hardware type; nil where
    /// none of them serves it. Where they differ, the one that started last is believed.
    package func facts(ofHardwareType hardwareType: String, since moment: Timestamp) throws -> DriverFacts? {
        let newest: SQL = """
            SELECT facts FROM driver_facts JOIN conductor ON conductor.hostname = driver_facts.hostname
            WHERE hardware_type = \(hardwareType) AND conductor.online = 1 AND conductor.last_seen >= \(moment)
            ORDER BY conductor.started_at DESC, conductor.hostname LIMIT 1
            """
        return try connection.row(newest).map { row in
            DriverFacts(hardwareType: hardwareType, json: try row.value("facts", in: "driver_facts"))
        }
    }
}
