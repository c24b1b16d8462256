@testable import IngotAPI

/// Query parameters.
extension BadInputCorpus {
    var queries: [BadRequest] { broken + endpoint.query.flatMap(requests) + pages + selections + tooNew }

    private func asked(_ flaw: String, _ query: String, outcome: BadRequest.Outcome = .refused) -> BadRequest {
        request("query: \(flaw)", "\(reading)?\(query)", outcome: outcome)
    }

    /// Reads may ask of the samples, as they change nothing.
    private var reading: String { endpoint.method == .get ? target : absentTarget }

    /// Routes that look at their query at all; those outside of `/v1` do not.
    private var broken: [BadRequest] {
        let outcome = template.hasPrefix("/v1/") && endpoint.access.isKnown ? BadRequest.Outcome.refused : .survived
        return [
            ("an unknown name", "nonsense=1"), ("a name with a NUL", "a%00=1"), ("a NUL", "limit=%00"),
            ("invalid UTF-8", "limit=%ff"), ("invalid UTF-8 in a name", "%ff=1"), ("half an escape", "limit=%f"),
            ("no escape", "limit=%zz"), ("no name", "=1"), ("SQL", "x'%20OR%201=1--=1"), ("brackets", "limit[$gt]=1"),
        ].map { asked($0.0, $0.1, outcome: outcome) }
            + [asked("far too long", "x=" + String(repeating: "y", count: 9000), outcome: outcome)]
            + [asked("many", (0..<300).map { "x\($0)=1" }.joined(separator: "&"), outcome: outcome)]
    }

    private func requests(_ parameter: QueryParameter) -> [BadRequest] {
        let values: [String] =
            switch parameter.kind {
            case .flag: ["perhaps", "", "2", "truefalse", "-1", "%00"]
            case .number: ["0", "-1", "x", "", "1.5", "1e3", "-9223372036854775809", "+", "%00"]
            case .uuid: ["oak", "", "5c1f0e6e-6c2c-4a3f-9d4a", "%00"]
            case .wordsAmong: ["nonsense", "%00"]
            case .choice: ["nonsense", "%00"]
            case .text, .words: ["%00", "%ff"]
            }
        return values.map { asked("\(parameter.name)=\($0)", "\(parameter.name)=\($0)") }
            + [
                asked(
                    "\(parameter.name) far too long", "\(parameter.name)=" + String(repeating: "x", count: 2000),
                    outcome: .survived)
            ]
    }

    private func knows(_ name: String) -> Bool { endpoint.query.contains { $0.name == name } }

    private var pages: [BadRequest] {
        guard knows("marker") else { return [] }
        return [
            asked("a marker that vanished", "marker=\(SampleWorld.absent)"), asked("no marker", "marker="),
            asked("a marker of SQL", "marker='--"), asked("a sort key that is none", "sort_key=nonsense"),
            asked("an empty sort key", "sort_key=", outcome: .status(200)),
            asked("a sort key of SQL", "sort_key=uuid;DROP%20TABLE%20nodes"),
            asked("a sort key in capitals", "sort_key=UUID"), asked("a direction that is none", "sort_dir=sideways"),
            asked("an empty direction", "sort_dir="),
            asked("a limit of much", "limit=1000000000", outcome: .status(200)),
            asked("a limit beyond numbers", "limit=18446744073709551616", outcome: .status(200)),
        ] + unsortable
    }

    private var unsortable: [BadRequest] {
        guard case .list(_, let schema) = endpoint.answer.shape else { return [] }
        return schema.fields.filter { !$0.isSortable }.map {
            asked("sorted by \($0.name)", "sort_key=\($0.name)")
        }
    }

    private var selections: [BadRequest] {
        guard knows("fields") else { return [] }
        return [
            asked("no fields", "fields=", outcome: .survived),
            asked("only commas", "fields=,,,", outcome: .survived),
            asked("an unknown field", "fields=nonsense"),
            asked("an unknown field among good ones", "fields=uuid,nonsense"), asked("fields of SQL", "fields=*"),
            asked("a field within", "fields=extra.rack"),
            asked("very many fields", "fields=" + (0..<300).map { "f\($0)" }.joined(separator: ",")),
        ] + (knows("detail") ? [asked("detail and fields", "detail=true&fields=uuid")] : [])
    }

    /// Parameters and fields that a version does not know yet.
    private var tooNew: [BadRequest] {
        endpoint.query.filter { $0.since > endpoint.since }.map { parameter in
            request("\(parameter.name) is too new", "\(reading)?\(parameter.name)=1", version: parameter.since - 1)
        } + tooNewFields
    }

    private var tooNewFields: [BadRequest] {
        guard knows("fields"), let schema = endpoint.answer.schema else { return [] }
        return schema.fields.filter { $0.since > endpoint.since }.map { field in
            request("fields=\(field.name) is too new", "\(reading)?fields=\(field.name)", version: field.since - 1)
        }
    }
}

extension EndpointAnswer {
    fileprivate var schema: ResourceSchema? {
        switch shape {
        case .resource(let schema), .list(_, let schema): schema
        default: nil
        }
    }
}

extension EndpointAccess {
    /// Whether callers have to be known; documents for everybody take any query.
    fileprivate var isKnown: Bool { if case .everybody = self { false } else { true } }
}
