import HTTPTypes
import Hummingbird

/// What a route takes in its body.
enum EndpointBody: Sendable {
    /// Nothing: what is there is refused, but for GET, whose body means nothing.
    case none
    /// Nothing that is told of: the handler alone knows whether it looks at what is there.
    case ignored
    /// A new resource: the fields that it cannot do without, and what is taken besides fields.
    case create(ResourceSchema, required: [String] = [], also: [Argument] = [])
    /// A list of changes (RFC 6902).
    case patch(ResourceSchema)
    /// Named arguments, in the body or in the query.
    case arguments([Argument])
    /// JSON whose shape the handler checks; the text says what it is.
    case free(String)
}

extension EndpointBody {
    /// Whether a request's body is read.
    func isRead(of method: HTTPRequest.Method) -> Bool {
        switch self {
        case .none: method != .get
        case .ignored: false
        case .create, .patch, .arguments, .free: true
        }
    }

    /// Makes sure that a body says nothing: what would be passed over might be what the caller cares about most.
    ///
    /// - Throws: ``APIError`` (400).
    static func refuse(_ request: Request, _ context: APIContext) async throws {
        switch try await JSONBody.optional(request, context) {
        case nil, .null?, .object([:])?, .array([])?: return
        default: throw APIError.invalid("The route takes no body; leave it out", code: "unexpected_body")
        }
    }
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
