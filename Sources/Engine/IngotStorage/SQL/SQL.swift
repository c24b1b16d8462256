/// A statement whose values can only be binds: what is interpolated never becomes part of the text.
///
/// ```swift
/// let statement: SQL = "UPDATE node SET name = \(name) WHERE uuid = \(id)"
/// ```
///
/// Other fragments are interpolated as they are, names of tables and columns with `identifier:`. The idea is that of
/// vapor/postgres-nio's `PostgresQuery`.
package struct SQL: Sendable, Hashable, ExpressibleByStringInterpolation {
    package enum Part: Sendable, Hashable {
        case text(String)
        case value(SQLValue)
        /// Several values with commas between them.
        case values([SQLValue])
    }

    package var parts: [Part]

    package init(parts: [Part]) { self.parts = parts }

    package init(stringLiteral value: String) { parts = [.text(value)] }

    package init(stringInterpolation: StringInterpolation) { parts = stringInterpolation.parts }

    package struct StringInterpolation: StringInterpolationProtocol {
        var parts: [Part] = []

        package init(literalCapacity: Int, interpolationCount: Int) {
            parts.reserveCapacity(2 * interpolationCount + 1)
        }

        package mutating func appendLiteral(_ literal: String) {
            if !literal.isEmpty { parts.append(.text(literal)) }
        }

        package mutating func appendInterpolation(_ value: some Storable) { parts.append(.value(value.stored)) }

        package mutating func appendInterpolation(_ value: SQLValue) { parts.append(.value(value)) }

        package mutating func appendInterpolation(_ fragment: SQL) { parts.append(contentsOf: fragment.parts) }

        /// A table's or column's name, in quotation marks.
        package mutating func appendInterpolation(identifier: String) {
            let escaped = identifier.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
            parts.append(.text("\"\(escaped)\""))
        }

        /// The values of an `IN (…)`; an empty list matches nothing.
        ///
        /// The last one is repeated until their number is a power of two, so that lists of any length need but a few
        /// statements to be prepared and kept.
        package mutating func appendInterpolation(list values: [some Storable]) {
            guard let last = values.last else { return parts.append(.text("(NULL)")) }
            var count = 1
            while count < values.count { count *= 2 }
            parts.reserveCapacity(parts.count + 2 * count + 1)
            for index in 0..<count {
                parts.append(.text(index == 0 ? "(" : ", "))
                parts.append(.value(index < values.count ? values[index].stored : last.stored))
            }
            parts.append(.text(")"))
        }
    }

    package static func joined(_ fragments: [SQL], by separator: String) -> SQL {
        SQL(parts: Array(fragments.map(\.parts).joined(separator: [.text(separator)])))
    }

    package static func + (left: SQL, right: SQL) -> SQL { SQL(parts: left.parts + right.parts) }

    /// The conditions joined by AND, with `WHERE` before them; nothing where there is none.
    package static func filter(_ conditions: [SQL]) -> SQL {
        conditions.isEmpty ? "" : " WHERE " + joined(conditions, by: " AND ")
    }
}

extension SQL {
    /// The same statement in the fewest parts: for what is rendered often.
    var compacted: SQL {
        var merged: [Part] = []
        for part in parts {
            if case .text(let text) = part, case .text(let before)? = merged.last {
                merged[merged.count - 1] = .text(before + text)
            } else {
                merged.append(part)
            }
        }
        return SQL(parts: merged)
    }

    /// The text with a placeholder for each value, and the values in their order.
    ///
    /// - Throws: ``StorageError/unstorable(_:)`` for a text with a NUL character, which neither database can keep, and
    ///   for more values than both take.
    func rendered(placeholder: (Int) -> String) throws -> (text: String, values: [SQLValue]) {
        var text = ""
        var values: [SQLValue] = []
        func place(_ value: SQLValue) throws {
            try Self.refuseNUL(in: value)
            values.append(value)
            text += placeholder(values.count)
        }
        for part in parts {
            switch part {
            case .text(let fragment): text += fragment
            case .value(let value): try place(value)
            case .values(let list):
                for (index, value) in list.enumerated() {
                    if index > 0 { text += ", " }
                    try place(value)
                }
            }
        }
        guard values.count <= Self.mostValues else {
            throw StorageError.unstorable("a list is too long: \(values.count) values, of at most \(Self.mostValues)")
        }
        return (text, values)
    }

    /// SQLite's limit where nobody has raised it (SQLite documentation, "Limits", `SQLITE_MAX_VARIABLE_NUMBER`);
    /// PostgreSQL's protocol takes twice as many, and libpq gives up the connection over more.
    private static let mostValues = 32_766

    private static func refuseNUL(in value: SQLValue) throws {
        guard case .text(var text) = value, text.withUTF8({ $0.contains(0) }) else { return }
        throw StorageError.unstorable(
            "a text of \(text.utf8.count) bytes holds a NUL character (U+0000), which the database cannot keep")
    }
}
