import IngotModel

/// What the living conductors do about the dead ones.
extension ConductorRepository {
    /// Notes of conductors that are online but were not seen since a moment that they are gone; tells which.
    package func setOffline(unseenSince moment: Timestamp) throws -> [String] {
        try hosts("UPDATE conductor SET online = 0 WHERE online = 1 AND last_seen < \(moment) RETURNING hostname")
    }

    /// Removes the records of conductors that have been gone since before a moment; tells which.
    package func forget(goneSince moment: Timestamp) throws -> [String] {
        try hosts("DELETE FROM conductor WHERE online = 0 AND last_seen < \(moment) RETURNING hostname")
    }

    private func hosts(_ change: SQL) throws -> [String] {
        try connection.rows(change).map { try $0.value("hostname", in: "conductor") }.sorted()
    }
}
