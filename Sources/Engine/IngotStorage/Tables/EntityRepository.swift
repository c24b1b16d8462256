import IngotModel

/// The entities of one table that is kept by UUID. Changes are guarded by the revision: whoever read an older one is
/// refused.
package struct EntityRepository<Entity: StoredResource> {
    let connection: any Connection
    let table: Table<Entity>

    /// - Throws: ``StorageError/duplicate(entity:field:value:)`` for what must be unique,
    ///   ``StorageError/dangling(entity:)`` when something that it refers to is not there.
    package func insert(_ entity: Entity) throws {
        try table.checkReferences(of: entity, on: connection)
        try table.insert(entity, on: connection)
    }

    package func find(_ id: Identifier<Entity>) throws -> Entity? {
        try table.first(" WHERE uuid = \(id)", on: connection)
    }

    /// Several entities, in one query; those that are not there are left out.
    package func find(_ ids: [Identifier<Entity>]) throws -> [Identifier<Entity>: Entity] {
        guard !ids.isEmpty else { return [:] }
        let found = try table.all(" WHERE uuid IN \(list: ids)", on: connection)
        return Dictionary(found.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
    }

    /// One page.
    ///
    /// - Throws: ``StorageError/missing(entity:id:)`` when the marker is not there (any more),
    ///   ``StorageError/unsortable(entity:column:)``.
    package func list<Filter: ListFilter>(_ listing: Listing<Filter>) throws -> [Entity]
    where Filter.Entity == Entity {
        try Page(of: table, listing).entities(on: connection)
    }

    /// Whether anything fulfils the filter.
    package func exists<Filter: ListFilter>(_ filter: Filter) throws -> Bool where Filter.Entity == Entity {
        try connection.exists(
            "SELECT 1 AS one FROM \(identifier: table.name)\(SQL.filter(filter.conditions)) LIMIT 1")
    }

    /// Writes the entity back and returns it with its new revision.
    ///
    /// - Throws: ``StorageError/conflict(entity:id:)`` when the stored revision is not that of `entity`,
    ///   ``StorageError/missing(entity:id:)``, ``StorageError/duplicate(entity:field:value:)``,
    ///   ``StorageError/dangling(entity:)``.
    @discardableResult
    package func update(_ entity: Entity) throws -> Entity {
        try table.update(entity, over: try stored(entity).values, on: connection).entity
    }

    /// - Throws: ``StorageError/missing(entity:id:)``.
    package func delete(_ id: Identifier<Entity>) throws {
        guard try connection.execute("DELETE FROM \(identifier: table.name) WHERE uuid = \(id)") > 0 else {
            throw StorageError.missing(entity: table.entity, id: id.text)
        }
    }

    /// The row that an entity was read from. It is not locked: who writes it names its revision, which grows with each
    /// change, and others may be first until then.
    ///
    /// - Throws: ``StorageError/conflict(entity:id:)``, ``StorageError/missing(entity:id:)``.
    func stored(_ entity: Entity) throws -> Row {
        let query: SQL = "\(table.select) WHERE uuid = \(entity.id)"
        guard let row = try connection.row(query) else {
            throw StorageError.missing(entity: table.entity, id: entity.id.text)
        }
        guard row["revision"] == entity.revision.stored else {
            throw StorageError.conflict(entity: table.entity, id: entity.id.text)
        }
        return row
    }
}

/// A resource that callers may also call by name.
package protocol NamedResource: StoredResource {}

extension Node: NamedResource {}
extension Port: NamedResource {}
extension Portgroup: NamedResource {}
extension Allocation: NamedResource {}
extension DeployTemplate: NamedResource {}
extension Runbook: NamedResource {}

extension EntityRepository where Entity: NamedResource {
    package func find(name: String) throws -> Entity? {
        try table.first(" WHERE name = \(name)", on: connection)
    }

    /// The one that a caller means, by UUID or name.
    package func resolve(_ reference: String) throws -> Entity? {
        guard let id = Identifier<Entity>(reference) else { return try find(name: reference) }
        return try find(id)
    }
}
