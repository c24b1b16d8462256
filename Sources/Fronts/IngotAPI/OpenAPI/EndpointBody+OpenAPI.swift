import IngotModel

extension EndpointBody {
    /// The request body of an operation; nil where it takes none.
    var documented: JSONValue? {
        guard let schema else { return nil }
        return ["required": .bool(isRequired), "content": ["application/json": ["schema": schema]]]
    }

    private var schema: JSONValue? {
        switch self {
        case .none, .ignored: nil
        case .create(let resource, let required, let others): resource.creation(required: required, also: others)
        case .patch(let resource): resource.changes
        case .arguments(let arguments): Self.object(of: arguments)
        case .free(let text): ["description": .string(text)]
        }
    }

    private var isRequired: Bool {
        switch self {
        case .none, .ignored, .free: false
        case .create, .patch: true
        case .arguments(let arguments): arguments.contains(where: \.isRequired)
        }
    }

    private static func object(of arguments: [Argument]) -> JSONValue {
        var schema: [String: JSONValue] = [
            "type": "object", "additionalProperties": false, "properties": .object(arguments.documentedProperties),
        ]
        let required = arguments.filter(\.isRequired).map(\.name).sorted()
        if !required.isEmpty { schema["required"] = .array(required.map(JSONValue.string)) }
        return .object(schema)
    }
}
