/// What a route answers when all goes well.
struct EndpointAnswer: Sendable {
    indirect enum Shape: Sendable {
        case none
        /// JSON of any kind, which nobody but who makes it knows.
        case value
        case resource(ResourceSchema)
        /// A page of resources under a member, with a link to the next.
        case list(member: String, ResourceSchema)
        /// All objects of a kind under a member.
        case parts(member: String, ResourceSchema)
        /// All values of a kind under a member.
        case values(member: String, FieldType)
        /// All objects of a kind, under no member.
        case array(ResourceSchema)
        /// Values of a kind by names that no table has.
        case valuesByName(FieldType)
        /// Objects of a kind by names that no table has.
        case partsByName(ResourceSchema)
        /// Bytes of a media type.
        case stream(String)
    }

    var status: Int
    var shape: Shape
    /// What else may be answered when all goes well.
    var alternatives: [EndpointAnswer] = []

    static let silence = EndpointAnswer(status: 200, shape: .none)
    static let accepted = EndpointAnswer(status: 202, shape: .none)
    static let noContent = EndpointAnswer(status: 204, shape: .none)
    /// Of a route that refuses everything.
    static let refusal = EndpointAnswer(status: 400, shape: .none)

    static func resource(_ schema: ResourceSchema, status: Int = 200) -> EndpointAnswer {
        EndpointAnswer(status: status, shape: .resource(schema))
    }

    /// An object that is no stored resource.
    static func object(_ name: String, _ fields: [ResourceSchema.Field], status: Int = 200) -> EndpointAnswer {
        .resource(ResourceSchema(name: name, fields: fields), status: status)
    }

    static func list(_ member: String, of schema: ResourceSchema) -> EndpointAnswer {
        EndpointAnswer(status: 200, shape: .list(member: member, schema))
    }

    /// - Parameter name: what one of them is called.
    static func parts(_ member: String, of name: String, _ fields: [ResourceSchema.Field]) -> EndpointAnswer {
        EndpointAnswer(status: 200, shape: .parts(member: member, ResourceSchema(name: name, fields: fields)))
    }

    static func values(_ member: String, _ type: FieldType = .anyText) -> EndpointAnswer {
        EndpointAnswer(status: 200, shape: .values(member: member, type))
    }

    static func valuesByName(_ type: FieldType) -> EndpointAnswer {
        EndpointAnswer(status: 200, shape: .valuesByName(type))
    }

    static func partsByName(_ schema: ResourceSchema) -> EndpointAnswer {
        EndpointAnswer(status: 200, shape: .partsByName(schema))
    }
}
