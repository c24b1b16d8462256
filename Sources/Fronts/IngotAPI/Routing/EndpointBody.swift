/// What a route takes in its body.
enum EndpointBody: Sendable {
    case none
    /// A new resource: the fields that it cannot do without, and what is taken besides fields.
    case create(ResourceSchema, required: [String] = [], also: [Argument] = [])
    /// A list of changes (RFC 6902).
    case patch(ResourceSchema)
    /// Named arguments, in the body or in the query.
    case arguments([Argument])
    /// JSON whose shape the handler checks; the text says what it is.
    case free(String)
}

/// A named argument of a call.
struct Argument: Sendable {
    let name: String
    let type: FieldType
    let isRequired: Bool
    /// The argument exists from 1.N; the handler refuses it to older clients, as what it answers them differs.
    let since: Int

    init(_ name: String, _ type: FieldType = .anyText, required: Bool = false, since: Int = 1) {
        self.name = name
        self.type = type
        isRequired = required
        self.since = since
    }
}
