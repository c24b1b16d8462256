import IngotModel

extension EndpointAnswer {
    /// The success of an operation.
    func documented(hasEntityTag: Bool) -> JSONValue {
        var members: [String: JSONValue] = [
            "description": .string(Self.meanings[status] ?? "Done."), "headers": headers(hasEntityTag),
        ]
        members["content"] = content
        return .object(members)
    }

    /// A success without a body.
    static func documented(_ status: Int) -> JSONValue {
        [
            "description": .string(meanings[status] ?? "Done."),
            "headers": OpenAPIHeaders.references(OpenAPIHeaders.everywhere),
        ]
    }

    private static let meanings = [
        200: "Done; the body has the answer.", 201: "Made; the body shows it.",
        202: "Taken on; it is done when the state says so.", 204: "Done.",
        304: "The caller has seen the newest revision.",
    ]

    private func headers(_ hasEntityTag: Bool) -> JSONValue {
        var headers = OpenAPIHeaders.everywhere
        if hasEntityTag { headers.append("ETag") }
        if status == 201 || status == 202 { headers.append("Location") }
        return OpenAPIHeaders.references(headers)
    }

    /// The content by media type; nil where the answer has none.
    private var content: JSONValue? {
        switch shape {
        case .none: nil
        case .object: Self.json(["type": "object"])
        case .value: Self.json([:])
        case .resource(let schema): Self.json(schema.reference)
        case .list(let member, let schema): Self.json(Self.list(member, of: schema.reference))
        case .values(let member): Self.json(Self.list(member, of: [:]))
        case .stream(let type): .object([type: ["schema": ["type": "string"]]])
        }
    }

    private static func json(_ schema: JSONValue) -> JSONValue { ["application/json": ["schema": schema]] }

    private static func list(_ member: String, of items: JSONValue) -> JSONValue {
        [
            "type": "object", "required": [.string(member)],
            "properties": .object([
                member: ["type": "array", "items": items],
                "next": ["type": "string", "format": "uri", "description": "The URL of the next page."],
            ]),
        ]
    }

    /// The schema of the resource that the answer shows.
    var resource: ResourceSchema? {
        switch shape {
        case .resource(let schema), .list(_, let schema): schema
        default: nil
        }
    }
}
