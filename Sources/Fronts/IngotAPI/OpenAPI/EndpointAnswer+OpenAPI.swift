import IngotModel

extension EndpointAnswer {
    /// The success of an operation.
    ///
    /// - Parameter hasEntityTag: whether the route tells revisions; whoever makes a resource is always told.
    func documented(hasEntityTag: Bool) -> JSONValue {
        var members: [String: JSONValue] = [
            "description": .string(Self.meanings[status] ?? "Done."), "headers": headers(hasEntityTag),
        ]
        members["content"] = content
        return .object(members)
    }

    /// What a caller is told that has seen the answer already.
    static let notModified = EndpointAnswer(status: 304, shape: .none)

    private static let meanings = [
        200: "Done; the body has the answer.", 201: "Made; the body shows it.",
        202: "Taken on; it is done when the state says so.", 204: "Done.",
        304: "The caller has seen the newest revision.",
    ]

    private func headers(_ hasEntityTag: Bool) -> JSONValue {
        var headers = OpenAPIHeaders.everywhere
        if showsResource, hasEntityTag || status == 201 { headers.append("ETag") }
        if status == 304 { headers.append("ETag") }
        if status == 201 || status == 202 { headers.append("Location") }
        return OpenAPIHeaders.references(headers)
    }

    /// The content by media type; nil where the answer has none.
    private var content: JSONValue? {
        switch shape {
        case .none: nil
        case .value: Self.json(["description": "Whatever was told by who was asked."])
        case .resource(let schema): Self.json(schema.reference)
        case .list(let member, let schema): Self.json(Self.page(member, of: schema.reference))
        case .parts(let member, let schema): Self.json(Self.object(member, Self.array(of: schema.reference)))
        case .values(let member, let type):
            Self.json(Self.object(member, Self.array(of: type.shown(nullable: false))))
        case .array(let schema): Self.json(Self.array(of: schema.reference))
        case .valuesByName(let type):
            Self.json(["type": "object", "additionalProperties": type.shown(nullable: false)])
        case .partsByName(let schema): Self.json(["type": "object", "additionalProperties": schema.reference])
        case .stream(let type): .object([type: ["schema": ["type": "string"]]])
        }
    }

    private static func json(_ schema: JSONValue) -> JSONValue { ["application/json": ["schema": schema]] }

    private static func array(of items: JSONValue) -> JSONValue { ["type": "array", "items": items] }

    private static func object(
        _ member: String, _ schema: JSONValue, also others: [String: JSONValue] = [:]
    ) -> JSONValue {
        [
            "type": "object", "required": [.string(member)],
            "properties": .object(others.merging([member: schema]) { $1 }),
        ]
    }

    private static func page(_ member: String, of items: JSONValue) -> JSONValue {
        object(
            member, array(of: items),
            also: ["next": ["type": "string", "format": "uri", "description": "The URL of the next page."]])
    }

    private var showsResource: Bool { if case .resource = shape { true } else { false } }

    /// The schemas of what the answer shows.
    var resources: [ResourceSchema] {
        let own: [ResourceSchema] =
            switch shape {
            case .resource(let schema), .list(_, let schema), .parts(_, let schema), .array(let schema),
                .partsByName(let schema):
                [schema]
            case .none, .value, .values, .valuesByName, .stream: []
            }
        return own + alternatives.flatMap(\.resources)
    }
}
