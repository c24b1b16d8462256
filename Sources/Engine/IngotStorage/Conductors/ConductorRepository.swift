import IngotModel

/// The conductors and what they offer, so that the API knows both without knowing any driver.
package struct ConductorRepository {
    let connection: any Connection

    /// Announces a conductor's new life, with everything that it offers.
    package func register(_ record: ConductorRecord, offers: [OfferedInterface]) throws {
        try Table.conductors.upsert(record, on: connection)
        try connection.execute("DELETE FROM offered_interface WHERE hostname = \(record.hostname)")
        for offer in Set(offers) {
            try connection.execute(
                """
                INSERT INTO offered_interface (hostname, hardware_type, kind, implementation, is_default)
                VALUES (\(record.hostname), \(offer.hardwareType), \(offer.kind), \(offer.implementation),
                \(offer.isDefault))
                """)
        }
    }

    /// Notes that a conductor is alive; false when another life of it has registered meanwhile.
    ///
    /// - Parameter isOnline: false for one that lives and has nothing left to do, as it is draining.
    @discardableResult
    package func touch(
        _ hostname: String, incarnation: String, at moment: Timestamp, isOnline: Bool = true,
        clock: ConductorClock = ConductorClock()
    ) throws -> Bool {
        try connection.execute(
            """
            UPDATE conductor SET last_seen = \(moment), online = \(isOnline), clock_ahead = \(clock.ahead),
            clock_right = \(clock.isRight)
            WHERE hostname = \(hostname) AND incarnation = \(incarnation)
            """) > 0
    }

    package func setOffline(_ hostname: String) throws {
        try connection.execute("UPDATE conductor SET online = 0 WHERE hostname = \(hostname)")
    }

    /// Notes that one life of a conductor has ended; false when another life of it has registered meanwhile.
    @discardableResult
    package func setOffline(_ hostname: String, incarnation: String) throws -> Bool {
        try connection.execute(
            "UPDATE conductor SET online = 0 WHERE hostname = \(hostname) AND incarnation = \(incarnation)") > 0
    }

    /// All conductors that ever registered, by host name.
    package func list() throws -> [ConductorRecord] {
        try Table.conductors.all(" ORDER BY hostname", on: connection)
    }

    package func find(_ hostname: String) throws -> ConductorRecord? {
        try Table.conductors.first(" WHERE hostname = \(hostname)", on: connection)
    }

    /// The conductors that are online and were seen at that moment or later, by host name.
    package func online(since moment: Timestamp) throws -> [ConductorRecord] {
        try Table.conductors.all(" WHERE online = 1 AND last_seen >= \(moment) ORDER BY hostname", on: connection)
    }

    /// What the conductors that are online and were seen at that moment or later offer together, each once, by hardware
    /// type and kind.
    package func offers(since moment: Timestamp) throws -> [OfferedInterface] {
        try connection.rows(
            """
            SELECT hardware_type, kind, implementation, MAX(is_default) AS is_default FROM offered_interface
            JOIN conductor ON conductor.hostname = offered_interface.hostname
            WHERE conductor.online = 1 AND conductor.last_seen >= \(moment)
            GROUP BY hardware_type, kind, implementation ORDER BY hardware_type, kind, implementation
            """
        ).map { row in
            OfferedInterface(
                hardwareType: try row.value("hardware_type", in: "offered_interface"),
                kind: try row.value("kind", in: "offered_interface"),
                implementation: try row.value("implementation", in: "offered_interface"),
                isDefault: try row.value("is_default", in: "offered_interface"))
        }
    }
}
