import IngotModel

/// How the conductors share the nodes.
extension ConductorRepository {
    /// Says that a conductor is to take nothing new, in its next lives either, or may again; false where there is no
    /// such conductor.
    @discardableResult
    package func setDraining(_ hostname: String, _ isDraining: Bool) throws -> Bool {
        try connection.execute(
            "UPDATE conductor SET draining = \(isDraining), stays_drained = \(isDraining) WHERE hostname = \(hostname)")
            > 0
    }

    /// Says that one life of a conductor takes nothing new, as it is about to end.
    package func setLeaving(_ hostname: String, incarnation: String) throws {
        try connection.execute(
            "UPDATE conductor SET draining = 1 WHERE hostname = \(hostname) AND incarnation = \(incarnation)")
    }

    /// How many nodes each conductor has.
    package func shares() throws -> [String: Int] {
        try counts(
            "SELECT conductor AS hostname, COUNT(*) AS number FROM node WHERE conductor IS NOT NULL GROUP BY conductor")
    }

    /// How many nodes each conductor holds at this moment.
    package func holdings(at now: Timestamp) throws -> [String: Int] {
        try counts("SELECT holder AS hostname, COUNT(*) AS number FROM lease WHERE expires_at > \(now) GROUP BY holder")
    }

    private func counts(_ query: SQL) throws -> [String: Int] {
        try connection.rows(query).reduce(into: [:]) { counts, row in
            let hostname: String? = try row.value("hostname", in: "conductor")
            if let hostname { counts[hostname] = try row.value("number", in: "conductor") }
        }
    }
}
