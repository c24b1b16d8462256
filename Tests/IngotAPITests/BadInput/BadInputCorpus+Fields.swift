import IngotModel

@testable import IngotAPI

/// New resources.
extension BadInputCorpus {
    var creations: [BadRequest] {
        guard case .create(let schema, let required, let also) = endpoint.body,
            let good = world.freshBody(for: collection)
        else { return [] }
        let raw = good.mapValues { $0.serialized() }
        return schema.fields.flatMap { creations(of: $0, in: raw) } + lacking(required, raw) + others(also, raw)
            + [
                creation("an unknown field", raw, "nonsense", "1"), creation("a field without a name", raw, "", "1"),
                creation("a field in capitals", raw, "UUID", "null"),
                creation("a field of SQL", raw, "uuid\"; --", "1"),
                creation("deep", raw, "extra", nested),
            ]
    }

    private func creation(
        _ flaw: String, _ good: [String: String], _ field: String, _ value: String, version: Int? = nil
    ) -> BadRequest {
        request("new: \(flaw)", json: Self.object(good.merging([field: value]) { $1 }), version: version)
    }

    private func creations(of field: ResourceSchema.Field, in good: [String: String]) -> [BadRequest] {
        guard field.access.contains(.create) else {
            return ["1", #""text""#, "null", "{}", "[]"].map {
                creation("\(field.name) is read only", good, field.name, $0)
            }
        }
        let wrong = BadValues.values(of: field.type).map { creation(field.name, good, field.name, $0) }
        guard field.since > endpoint.since, !good.keys.contains(field.name) else { return wrong }
        let value = Self.goodValue(of: field)
        return wrong + [creation("\(field.name) is too new", good, field.name, value, version: field.since - 1)]
    }

    private func lacking(_ required: [String], _ good: [String: String]) -> [BadRequest] {
        required.flatMap { name in
            [
                request("new: without \(name)", json: Self.object(good.filter { $0.key != name })),
                creation("\(name) is null", good, name, "null"),
            ]
        }
    }

    /// What is taken besides fields.
    private func others(_ arguments: [Argument], _ good: [String: String]) -> [BadRequest] {
        arguments.flatMap { argument in
            BadValues.values(of: argument.type).map { creation(argument.name, good, argument.name, $0) }
        }
    }

    /// A value that the field's type takes.
    static func goodValue(of field: ResourceSchema.Field) -> String {
        switch field.type {
        case .text, .requiredText: #""text""#
        case .flag: "true"
        case .object: "{}"
        case .uuid: "\"\(SampleWorld.absent)\""
        case .moment, .seconds: "null"
        case .links, .nestedLinks, .texts, .objects, .items: "[]"
        case .number(let range): "\(range.lowerBound)"
        case .choice(let words): "\"\(words.first ?? "")\""
        }
    }

    var nested: String { String(repeating: #"{"a":"#, count: 60) + "1" + String(repeating: "}", count: 60) }
}
