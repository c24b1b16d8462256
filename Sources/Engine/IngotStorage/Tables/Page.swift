import IngotModel

/// One page of a list in the order of one column, ties broken by the identifier: keyset paging.
///
/// Empty values come first when ascending and last when descending, on both engines.
struct Page<Entity: Sendable> {
    let table: Table<Entity>
    let sortColumn: String
    let ascending: Bool
    /// The identifier after which the page begins.
    let after: String?
    let limit: Int

    /// The entities of the page that fulfil the conditions.
    ///
    /// - Throws: ``StorageError/missing(entity:id:)`` when the marker is not there (any more).
    func entities(_ conditions: [SQL], on connection: any Connection) throws -> [Entity] {
        var conditions = conditions
        if let after { conditions.append(try beyond(after, on: connection)) }
        return try table.all(SQL.filter(conditions) + order + " LIMIT \(limit)", on: connection)
    }

    private var column: SQL { "\(identifier: table.name).\(identifier: sortColumn)" }
    private var identifier: SQL { "\(identifier: table.name).\(identifier: table.key[0])" }

    private var order: SQL {
        let (direction, nulls): (SQL, SQL) = ascending ? ("ASC", "NULLS FIRST") : ("DESC", "NULLS LAST")
        return " ORDER BY \(column) \(direction) \(nulls), \(identifier) \(direction)"
    }

    private func beyond(_ marker: String, on connection: any Connection) throws -> SQL {
        let query: SQL = "SELECT \(column) FROM \(identifier: table.name) WHERE \(identifier) = \(marker)"
        guard let row = try connection.row(query) else {
            throw StorageError.missing(entity: table.entity, id: marker)
        }
        let value = row[sortColumn]
        switch (value, ascending) {
        case (.null, true):
            return "(\(column) IS NOT NULL OR \(identifier) > \(marker))"
        case (.null, false):
            return "(\(column) IS NULL AND \(identifier) < \(marker))"
        case (_, true):
            return "(\(column) > \(value) OR (\(column) = \(value) AND \(identifier) > \(marker)))"
        case (_, false):
            return
                "(\(column) < \(value) OR \(column) IS NULL OR (\(column) = \(value) AND \(identifier) < \(marker)))"
        }
    }
}
