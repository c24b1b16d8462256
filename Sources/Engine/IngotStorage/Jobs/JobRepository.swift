import IngotModel

/// How the periodic jobs of the conductors stand, as each conductor wrote it last.
package struct JobRepository {
    let connection: any Connection

    /// Forgets what an earlier life of a conductor wrote.
    package func clear(_ conductor: String) throws {
        try connection.execute("DELETE FROM conductor_job WHERE hostname = \(conductor)")
    }

    /// Writes statuses over those that are there.
    ///
    /// - Throws: ``StorageError/dangling(entity:)`` when the conductor is not registered.
    package func write(_ statuses: [JobStatus]) throws {
        for status in statuses { try Table.jobs.upsert(status, on: connection) }
    }

    /// The jobs of one conductor by name.
    package func list(_ conductor: String) throws -> [JobStatus] {
        try Table.jobs.all(" WHERE hostname = \(conductor) ORDER BY name", on: connection)
    }
}
