import IngotClient
import IngotModel

/// What a command has to say, in a form that every output format can be made from.
package struct Report: Sendable {
    /// The data as the API has them, for programs.
    package var data: JSONValue
    /// One per thing that the data tell of.
    package var identifiers: [String]
    /// The data for a person, who may have a terminal of some width.
    package var text: @Sendable (Int?) -> String

    package init(data: JSONValue, identifiers: [String], text: @escaping @Sendable (Int?) -> String) {
        self.data = data
        self.identifiers = identifiers
        self.text = text
    }

    /// The report as text, without a line break at its end.
    package func rendered(as format: OutputFormat, isQuiet: Bool, width: Int?) throws -> String {
        if isQuiet { return identifiers.joined(separator: "\n") }
        return switch format {
        case .table: text(width)
        case .json: data.indented()
        case .yaml: try data.yaml()
        }
    }
}

extension Report {
    /// Things of one kind, a row each; `identifier` names the field that tells them apart.
    package static func list(_ items: [Resource], columns: [Column], identifier: String) -> Report {
        let isLinked = columns.contains { $0.field == "links" }
        return Report(
            data: JSONValue(items.map { isLinked ? $0.json : $0.json.withoutLinks }),
            identifiers: items.compactMap { $0.text(identifier) },
            text: { width in
                TextTable(
                    header: columns.map(\.title),
                    rows: items.map { item in columns.map { item.json[$0.field].map(\.cell) ?? "" } }
                ).rendered(width: width)
            })
    }

    /// One thing, a row for each of its fields.
    package static func record(_ item: Resource, identifier: String) -> Report {
        let data = item.json.withoutLinks
        let fields = data.object ?? [:]
        return Report(
            data: data, identifiers: [item.text(identifier)].compactMap { $0 },
            text: { width in
                TextTable(
                    header: ["Field", "Value"],
                    rows: fields.sorted { $0.key < $1.key }.map {
                        [$0.key, $0.value.cell]
                    }
                ).rendered(width: width)
            })
    }
}

/// One column of a list: a field of the API and its title.
package struct Column: Sendable, Hashable {
    package var title: String
    package var field: String

    package init(_ title: String, _ field: String) {
        self.title = title
        self.field = field
    }

    /// A column for a field that somebody named: `power_state` is titled "Power State".
    package init(field: String) {
        let words = field.split(separator: "_").map { word in
            ["uuid", "raid", "bios", "url"].contains(word)
                ? word.uppercased() : word.prefix(1).uppercased() + word.dropFirst()
        }
        self.init(words.joined(separator: " "), field)
    }
}

extension JSONValue {
    /// The object without the addresses that the API adds to everything, which only clutter what a person reads.
    fileprivate var withoutLinks: JSONValue {
        guard var members = object else { return self }
        members["links"] = nil
        return JSONValue(members)
    }

    /// The value in a table: a string bare, several with commas, nothing for null, anything else as compact JSON.
    fileprivate var cell: String {
        switch self {
        case .null: ""
        case .string(let text): text
        case .array(let values) where !values.isEmpty && values.allSatisfy { $0.string != nil }:
            values.compactMap(\.string).joined(separator: ", ")
        default: serialized()
        }
    }
}
