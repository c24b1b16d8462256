import IngotModel

/// Writing back what has changed, and nothing else: indexes over other columns stay as they are.
extension Table where Entity: StoredResource {
    /// Writes an entity over the row that it was read from, and returns it with its new revision.
    func update(_ entity: Entity, from row: Row, on connection: any Connection) throws -> Entity {
        var changed = entity
        changed.revision += 1
        try checkReferences(of: changed, unlessIn: row, on: connection)
        let untouched = Set(columnNames).subtracting(differences(changed, row)).union(["created_at"])
        let seen: SQL = " WHERE uuid = \(entity.id) AND revision = \(entity.revision)"
        guard try update(changed, leaving: untouched, seen, on: connection) else {
            throw StorageError.conflict(entity: self.entity, id: entity.id.text)
        }
        return changed
    }

    /// The columns in which an entity differs from a row that ``select`` found.
    func differences(_ entity: Entity, _ row: Row) -> Set<String> {
        Set(zip(columns, row.values).filter { $0.value(entity) != $1 }.map(\.0.name))
    }

    /// Makes sure that what the entity refers to is there, and stays there until the transaction ends.
    ///
    /// For columns that are older than the table that they refer to: the schema guards all others.
    ///
    /// - Throws: ``StorageError/dangling(entity:)``.
    func checkReferences(of entity: Entity, unlessIn row: Row? = nil, on connection: any Connection) throws {
        for reference in references {
            guard let value = columns.first(where: { $0.name == reference.column })?.value(entity), value != .null,
                value != row?[reference.column]
            else { continue }
            let target: SQL =
                "SELECT uuid FROM \(identifier: reference.table) WHERE uuid = \(value)\(connection.dialect.rowLock)"
            guard try connection.exists(target) else { throw StorageError.dangling(entity: self.entity) }
        }
    }
}
