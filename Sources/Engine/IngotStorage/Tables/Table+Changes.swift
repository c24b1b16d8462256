import IngotModel

/// Writing back what has changed, and nothing else: indexes over other columns stay as they are.
extension Table where Entity: StoredResource {
    /// Writes an entity over the values that it was read from, in the order of the columns.
    ///
    /// - Returns: the entity with its new revision, and the names of the columns that differ.
    /// - Throws: ``StorageError/conflict(entity:id:)`` when the stored revision is not that of `entity`.
    func update(
        _ entity: Entity, over values: [SQLValue], on connection: any Connection
    ) throws -> (entity: Entity, columns: Set<String>) {
        var changed = entity
        changed.revision += 1
        try checkReferences(of: changed, unlessIn: values, on: connection)
        let differing = zip(columns, values).filter { $0.value(changed) != $1 }.map(\.0)
        let assignments = SQL.joined(
            differing.filter { $0.name != "created_at" }.map { "\(identifier: $0.name) = \($0.value(changed))" },
            by: ", ")
        let statement: SQL = """
            UPDATE \(identifier: name) SET \(assignments)
            WHERE uuid = \(entity.id) AND revision = \(entity.revision)
            """
        guard try naming(changed, { try connection.execute(statement) }) > 0 else {
            throw StorageError.conflict(entity: self.entity, id: entity.id.text)
        }
        return (changed, Set(differing.map(\.name)))
    }

    /// Makes sure that what the entity refers to is there, and stays there until the transaction ends.
    ///
    /// For columns that are older than the table that they refer to: the schema guards all others.
    ///
    /// - Throws: ``StorageError/dangling(entity:)``.
    func checkReferences(of entity: Entity, unlessIn values: [SQLValue] = [], on connection: any Connection) throws {
        for reference in references {
            guard let index = columns.firstIndex(where: { $0.name == reference.column }) else { continue }
            let value = columns[index].value(entity)
            guard value != .null, values.isEmpty || value != values[index] else { continue }
            let target: SQL =
                "SELECT uuid FROM \(identifier: reference.table) WHERE uuid = \(value)\(connection.dialect.rowLock)"
            guard try connection.exists(target) else { throw StorageError.dangling(entity: self.entity) }
        }
    }
}
