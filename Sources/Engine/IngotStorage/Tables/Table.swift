/// An entity's table, declared once: selecting, inserting and updating all follow the one list of columns.
package struct Table<Entity: Sendable>: Sendable {
    let name: String
    /// What the entity is called in messages.
    let entity: String
    /// The columns of the primary key.
    let key: [String]
    let columns: [Column<Entity>]
    /// Columns that name rows of other tables without the schema's guard.
    let references: [(column: String, table: String)]
    /// Makes the entity from the columns without which it cannot exist; the rest is filled in from ``columns``.
    let make: @Sendable (Row) throws -> Entity
    /// `INSERT INTO … VALUES (`.
    private let insertionHead: SQL.Part

    var columnNames: [String] { columns.map(\.name) }

    /// `SELECT …` of all columns, to be continued with conditions.
    let select: SQL

    init(
        _ name: String, entity: String, key: [String], columns: [Column<Entity>],
        references: [(column: String, table: String)] = [],
        make: @escaping @Sendable (Row) throws -> Entity
    ) {
        self.name = name
        self.entity = entity
        self.key = key
        self.columns = columns
        self.references = references
        self.make = make
        let names = columns.map { "\"\($0.name)\"" }.joined(separator: ", ")
        insertionHead = .text("INSERT INTO \"\(name)\" (\(names)) VALUES (")
        let list = SQL.joined(columns.map { "\(identifier: name).\(identifier: $0.name)" }, by: ", ")
        select = SQL("SELECT \(list) FROM \(identifier: name)").compacted
    }

    /// Makes the entity from a row that ``select`` found: the columns stand in its order.
    func decode(_ row: Row) throws -> Entity {
        var entity = try make(row)
        for (column, value) in zip(columns, row.values) where !column.assign(&entity, value) {
            throw StorageError.corrupt(table: name, column: column.name, what: Row.evidence(value))
        }
        return entity
    }

    /// Only the values differ from one entity to the next, so that the words are put together once.
    func insertion(_ entity: Entity) -> SQL {
        SQL(parts: [insertionHead, .values(columns.map { $0.value(entity) }), .text(")")])
    }

    /// `UPDATE … SET` of all columns but the key and those named, to be continued with conditions.
    func update(_ entity: Entity, leaving untouched: Set<String> = []) -> SQL {
        let changed = columns.filter { !key.contains($0.name) && !untouched.contains($0.name) }
        let assignments = SQL.joined(changed.map { "\(identifier: $0.name) = \($0.value(entity))" }, by: ", ")
        return "UPDATE \(identifier: name) SET \(assignments)"
    }

    /// Inserts the entity, or replaces what is there under its key.
    func upsertion(_ entity: Entity) -> SQL {
        let names = SQL.joined(key.map { "\(identifier: $0)" }, by: ", ")
        let changed = columns.filter { !key.contains($0.name) }
        let assignments = SQL.joined(
            changed.map { "\(identifier: $0.name) = excluded.\(identifier: $0.name)" }, by: ", ")
        return "\(insertion(entity)) ON CONFLICT (\(names)) DO UPDATE SET \(assignments)"
    }
}
