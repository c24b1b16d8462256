import IngotModel

/// Running a table's statements, with the engine's complaints said in the entity's own words.
extension Table {
    /// All entities that a continuation of ``select`` finds.
    func all(_ continuation: SQL, on connection: any Connection) throws -> [Entity] {
        try connection.rows(select + continuation).map(decode)
    }

    /// As ``all(_:on:)``, but for those that cannot be read, as a newer version may have written them.
    func readable(_ continuation: SQL, on connection: any Connection) throws -> [Entity] {
        try connection.rows(select + continuation).compactMap { try? decode($0) }
    }

    /// Each of some entities for itself, so that one that cannot be read hides no other; those that are gone are left
    /// out.
    func results(
        _ ids: [Identifier<Entity>], on connection: any Connection
    ) throws -> [Identifier<Entity>: Result<Entity, any Error>] {
        guard !ids.isEmpty else { return [:] }
        return try connection.rows(select + " WHERE uuid IN \(list: ids)").reduce(into: [:]) { results, row in
            results[try row.value("uuid", in: name)] = Result { try decode(row) }
        }
    }

    func first(_ continuation: SQL, on connection: any Connection) throws -> Entity? {
        try connection.row(select + continuation).map(decode)
    }

    /// - Throws: ``StorageError/duplicate(entity:field:value:)``, ``StorageError/dangling(entity:)``.
    func insert(_ entity: Entity, on connection: any Connection) throws {
        try naming(entity) { try connection.execute(insertion(entity)) }
    }

    /// - Parameter counter: a column that counts how often the row was replaced.
    func upsert(_ entity: Entity, counting counter: String? = nil, on connection: any Connection) throws {
        let counted = counter.map { SQL(", \(identifier: $0) = \(identifier: name).\(identifier: $0) + 1") }
        try naming(entity) { try connection.execute(upsertion(entity) + (counted ?? "")) }
    }

    /// Updates the row that the continuation chooses and tells whether there was one.
    func update(
        _ entity: Entity, leaving untouched: Set<String> = [], _ continuation: SQL, on connection: any Connection
    ) throws -> Bool {
        try naming(entity) {
            try connection.execute(update(entity, leaving: untouched) + continuation) > 0
        }
    }

    @discardableResult
    func naming<Result>(_ entity: Entity, _ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch ConstraintViolation.unique(let column) {
            throw StorageError.duplicate(entity: self.entity, field: column, value: text(of: column, in: entity))
        } catch ConstraintViolation.foreignKey {
            throw StorageError.dangling(entity: self.entity)
        }
    }

    private func text(of column: String, in entity: Entity) -> String {
        switch columns.first(where: { $0.name == column })?.value(entity) {
        case .text(let text): text
        case .integer(let number): String(number)
        case .null, nil: ""
        }
    }
}
