/// One row of a result, by column name.
package struct Row: Sendable {
    /// The columns of one result, shared by its rows.
    package final class Columns: Sendable {
        let names: [String]

        package init(_ names: [String]) { self.names = names }
    }

    let columns: Columns
    let values: [SQLValue]

    package init(columns: Columns, values: [SQLValue]) {
        self.columns = columns
        self.values = values
    }

    /// The stored value; null also where the statement selected no such column.
    package subscript(column: String) -> SQLValue {
        // Rows have few columns, or are read by position.
        columns.names.firstIndex(of: column).map { values[$0] } ?? .null
    }

    /// The value in a column.
    ///
    /// - Throws: ``StorageError/corrupt(table:column:what:)`` where the column holds something else.
    package func value<Value: Storable>(_ column: String, in table: String, as _: Value.Type = Value.self) throws
        -> Value
    {
        let stored = self[column]
        guard let value = Value(stored: stored) else {
            throw StorageError.corrupt(table: table, column: column, what: Self.evidence(stored))
        }
        return value
    }

    /// What was found instead, short, and without the text itself, as it might be a secret.
    static func evidence(_ stored: SQLValue) -> String {
        switch stored {
        case .null: "it is empty"
        case .integer(let value): "it holds the number \(value)"
        case .text(let text): "it holds a text of \(text.utf8.count) bytes"
        }
    }
}
