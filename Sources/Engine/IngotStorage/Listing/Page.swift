import IngotModel

/// One page of a list in the order of one column, ties broken by creation, then identifier: keyset paging.
///
/// Empty values come first when ascending and last when descending, on both engines. A page that can hold both empty
/// and other values is read in two parts, so that each part is one range of an index, wherever in the list it begins.
struct Page<Entity: Sendable> {
    private let table: Table<Entity>
    private let conditions: [SQL]
    /// The columns of the order; only the first can be empty.
    private let keys: [String]
    /// What the first key stands for, where it is no column of the table.
    private let expression: SQL?
    private let canBeNull: Bool
    private let ascending: Bool
    private let marker: String?
    private let limit: Int

    /// - Throws: ``StorageError/unsortable(entity:column:)``.
    init<Filter: ListFilter>(of table: Table<Entity>, _ listing: Listing<Filter>) throws {
        let column = table.columns.first { $0.name == listing.sortColumn }
        guard column != nil || listing.sortExpression != nil else {
            throw StorageError.unsortable(entity: table.entity, column: listing.sortColumn)
        }
        self.table = table
        conditions = listing.filter.conditions
        keys =
            listing.sortColumn == "uuid"
            ? ["uuid"]
            : listing.sortColumn == "created_at"
                ? ["created_at", "uuid"]
                : [listing.sortColumn, "created_at", "uuid"]
        expression = column == nil ? listing.sortExpression : nil
        canBeNull = column?.canBeNull ?? true
        ascending = listing.ascending
        marker = listing.marker
        limit = listing.limit
    }

    /// - Throws: ``StorageError/missing(entity:id:)`` when the marker is not there (any more).
    func entities(on connection: any Connection) throws -> [Entity] {
        try rows(table.select, on: connection).map(table.decode)
    }

    /// The page's rows, as far as a `SELECT … FROM` shows them.
    func rows(_ select: SQL, on connection: any Connection) throws -> [Row] {
        var found: [Row] = []
        for part in try parts(on: connection) where found.count < limit {
            let range = SQL.filter(conditions + (part.map { [$0] } ?? []))
            found += try connection.rows("\(select)\(range)\(order) LIMIT \(limit - found.count)")
        }
        return found
    }

    private func qualified(_ key: String) -> SQL {
        if let expression, key == keys[0] { return expression }
        return "\(identifier: table.name).\(identifier: key)"
    }

    private var order: SQL {
        let direction: SQL = ascending ? "ASC" : "DESC"
        let terms = keys.enumerated().map { index, key -> SQL in
            let nulls: SQL = index > 0 || !canBeNull ? "" : ascending ? " NULLS FIRST" : " NULLS LAST"
            return "\(qualified(key)) \(direction)\(nulls)"
        }
        return " ORDER BY " + SQL.joined(terms, by: ", ")
    }

    /// The ranges that follow the marker, in their order; nil is everything.
    private func parts(on connection: any Connection) throws -> [SQL?] {
        guard let marker else { return [nil] }
        let list = SQL.joined(keys.map { "\(qualified($0)) AS \(identifier: $0)" }, by: ", ")
        let query: SQL = "SELECT \(list) FROM \(identifier: table.name) WHERE \(qualified("uuid")) = \(marker)"
        guard let row = try connection.row(query) else {
            throw StorageError.missing(entity: table.entity, id: marker)
        }
        let first = qualified(keys[0])
        if row[keys[0]] == .null {
            let rest: SQL = "\(first) IS NULL AND \(beyond(keys.dropFirst(), row))"
            return ascending ? [rest, "\(first) IS NOT NULL"] : [rest]
        }
        let rest = beyond(keys[...], row)
        return canBeNull && !ascending ? [rest, "\(first) IS NULL"] : [rest]
    }

    private func beyond(_ keys: ArraySlice<String>, _ row: Row) -> SQL {
        let columns = SQL.joined(keys.map(qualified), by: ", ")
        let values = SQL.joined(keys.map { "\(row[$0])" }, by: ", ")
        return ascending ? "(\(columns)) > (\(values))" : "(\(columns)) < (\(values))"
    }
}
