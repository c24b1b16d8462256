import IngotModel

/// The refusals that operations share.
enum OpenAPIRefusals {
    private static let all: [(status: Int, name: String, meaning: String)] = [
        (400, "BadRequest", "The request is wrong, or wrong for the object as it is."),
        (401, "Unauthorized", "The caller is not known."),
        (403, "Forbidden", "The caller may not do this, or nobody may with this object."),
        (404, "NotFound", "There is no such thing that the caller may see, or the caller's version does not know it."),
        (405, "MethodNotAllowed", "The method is not possible here, or the caller's version does not know it."),
        (406, "NotAcceptable", "The version, or something that the request names, is not for this API version."),
        (409, "Conflict", "Something stands against it: a lock, a state, a name that is taken."),
        (412, "PreconditionFailed", "The object was changed since the caller saw it."),
        (413, "ContentTooLarge", "The body is larger than the route takes."),
        (500, "InternalError", "A fault of the server."),
        (503, "Unavailable", "Not possible at the moment; try again."),
    ]

    static func reference(_ status: Int) -> JSONValue {
        let name = all.first { $0.status == status }?.name ?? "InternalError"
        return ["$ref": .string("#/components/responses/\(name)")]
    }

    static let components: JSONValue = .object(
        Dictionary(all.map { ($0.name, response($0.status, $0.meaning)) }, uniquingKeysWith: { $1 }))

    private static func response(_ status: Int, _ meaning: String) -> JSONValue {
        let headers = OpenAPIHeaders.everywhere + (status == 503 ? ["Retry-After"] : [])
        return [
            "description": .string(meaning), "headers": OpenAPIHeaders.references(headers),
            "content": ["application/json": ["schema": ["$ref": "#/components/schemas/Error"]]],
        ]
    }

    /// The bodies of refusals: the reason is a document inside a text, as the field's clients expect it.
    static let schemas: [String: JSONValue] = [
        "ErrorCode": code,
        "Error": [
            "type": "object",
            "properties": [
                "error_message": [
                    "type": "string", "contentMediaType": "application/json",
                    "contentSchema": ["$ref": "#/components/schemas/ErrorDetail"],
                ],
                "error_code": ["$ref": "#/components/schemas/ErrorCode"], "faultcode": ["type": "string"],
                "faultstring": ["type": "string"],
                "error": [
                    "type": "object", "properties": ["code": ["type": "integer"], "message": ["type": "string"]],
                    "description": "Where the caller is not known, beside the rest.",
                ],
            ],
            "anyOf": [["required": ["error_message"]], ["required": ["faultstring"]]],
        ],
        "ErrorDetail": [
            "type": "object",
            "properties": [
                "error_code": ["$ref": "#/components/schemas/ErrorCode"], "faultcode": ["enum": ["Client", "Server"]],
                "faultstring": ["type": "string"],
                "debuginfo": ["type": ["string", "null"]], "code": ["type": "integer"], "title": ["type": "string"],
                "description": ["type": "string"],
                "blocked_by": [
                    "type": "array", "items": ["$ref": "#/components/schemas/Blocker"],
                    "description": "All that is in the way, where a dry run is refused.",
                ],
            ],
        ],
        "Blocker": [
            "type": "object",
            "properties": [
                "code": ["type": "string"], "status": ["type": "integer"], "message": ["type": "string"],
                "remedy": ["type": ["string", "null"]],
            ],
        ],
    ]

    private static let code: JSONValue = [
        "type": "string", "pattern": "^[a-z][a-z0-9_]*$",
        "description": .string(
            "A word for the reason that never changes. The meanings are here, but for those of the families …_not_found,"
                + " duplicate_… and http_…."),
        "x-meanings": .object(ErrorCode.meanings.mapValues(JSONValue.string)),
    ]
}
