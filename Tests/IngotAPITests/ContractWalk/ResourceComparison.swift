import IngotModel

@testable import IngotAPI

/// How the fields of one of our resources differ from the reference's.
struct ResourceComparison {
    struct Difference: Hashable, CustomStringConvertible {
        var field: String
        /// `field`, `since`, `create`, `patch`, `listed`, `sortable` or `type`.
        var aspect: String
        var text: String

        var description: String { "'\(field)' \(text)" }
    }

    let facts: ResourceFacts
    let schema: ResourceSchema

    func differences() throws -> [Difference] {
        let theirs = try facts.fields()
        let ours = Dictionary(schema.fields.map { ($0.name, $0) }) { first, _ in first }
        let missing = theirs.keys.filter { ours[$0] == nil }.sorted().map {
            Difference(field: $0, aspect: "field", text: "is missing")
        }
        let listed = try facts.listed()
        let sortable = try facts.sortable()
        return missing
            + schema.fields.flatMap { field -> [Difference] in
                guard let theirs = theirs[field.name] else {
                    return [.init(field: field.name, aspect: "field", text: "is not in the contract")]
                }
                return compare(field, theirs) + compareLists(field, listed: listed, sortable: sortable)
            }
    }

    private func compare(_ field: ResourceSchema.Field, _ theirs: JSONValue) -> [Difference] {
        var found: [Difference] = []
        let since = theirs["min_minor"]?.integer ?? 1
        if field.since != since {
            found.append(difference(field, "since", "exists from \(field.since), not \(since)"))
        }
        for (aspect, access) in [("create", FieldAccess.create), ("patch", FieldAccess.patch)] {
            let wanted = theirs[aspect]?.bool ?? false
            guard field.access.contains(access) != wanted else { continue }
            found.append(
                difference(field, aspect, wanted ? "cannot be given on \(aspect)" : "can be given on \(aspect)"))
        }
        if let type = theirs["type"]?.string, let wanted = Self.words[type], !wanted.contains(Self.word(field.type)) {
            found.append(difference(field, "type", "is \(Self.word(field.type)), not \(type)"))
        }
        return found
    }

    private func compareLists(
        _ field: ResourceSchema.Field, listed: Set<String>?, sortable: Set<String>
    ) -> [Difference] {
        var found: [Difference] = []
        if let listed, field.name != "links", listed.contains(field.name) != field.isListed {
            found.append(difference(field, "listed", field.isListed ? "is in lists" : "is not in lists"))
        }
        if sortable.contains(field.name), !field.isSortable {
            found.append(difference(field, "sortable", "cannot be sorted by"))
        }
        if facts.unsortable.contains(field.name), field.isSortable {
            found.append(difference(field, "sortable", "can be sorted by"))
        }
        return found
    }

    private func difference(_ field: ResourceSchema.Field, _ aspect: String, _ text: String) -> Difference {
        Difference(field: field.name, aspect: aspect, text: text)
    }

    /// Which of our types each of the reference's may be.
    private static let words: [String: Set<String>] = [
        "string": ["text", "choice"], "mac": ["text"], "boolean": ["flag"], "object": ["object"],
        "uuid": ["uuid", "text"], "datetime": ["moment"], "array<link>": ["links"], "array<string>": ["texts"],
        "array<object>": ["objects"], "integer": ["number"],
    ]

    private static func word(_ type: FieldType) -> String {
        switch type {
        case .text, .requiredText: "text"
        case .flag: "flag"
        case .object: "object"
        case .uuid: "uuid"
        case .moment: "moment"
        case .links, .nestedLinks: "links"
        case .texts: "texts"
        case .number: "number"
        case .objects, .items: "objects"
        case .seconds: "seconds"
        case .choice: "choice"
        }
    }
}
