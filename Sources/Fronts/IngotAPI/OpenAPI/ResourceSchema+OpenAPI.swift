import IngotModel

/// JSON Schemas of resources: as answers show them, as they are created, as they are changed.
extension ResourceSchema {
    /// The name in the document, such as `DeployTemplate`.
    var componentName: String {
        name.split(whereSeparator: { !$0.isLetter && !$0.isNumber }).map { $0.prefix(1).uppercased() + $0.dropFirst() }
            .joined()
    }

    var reference: JSONValue { ["$ref": .string("#/components/schemas/\(componentName)")] }

    /// No field is required, as older versions do not know all and callers may choose some.
    var shown: JSONValue {
        [
            "type": "object", "additionalProperties": false,
            "properties": .members(of: fields) { $0.documented($0.type.shown(nullable: $0.isNullable)) },
        ]
    }

    /// The body of a POST; null stands for the default.
    func creation(required: [String], also others: [Argument]) -> JSONValue {
        var properties = others.documentedProperties
        for field in fields where field.access.contains(.create) {
            properties[field.name] = field.documented(field.type.taken)
        }
        var schema: [String: JSONValue] = [
            "type": "object", "additionalProperties": false, "properties": .object(properties),
        ]
        if !required.isEmpty { schema["required"] = .array(required.sorted().map(JSONValue.string)) }
        return .object(schema)
    }

    /// The body of a PATCH: which paths there are, and what each takes.
    var changes: JSONValue {
        let patchable = fields.filter { $0.access.contains(.patch) }
        let containers = patchable.filter(\.type.isContainer)
        var operations = patchable.map { field in
            Self.operation(
                ["add", "replace"], path: ["const": .string("/\(field.name)")],
                value: field.documented(field.type.taken))
        }
        let paths = patchable.map { JSONValue.string("/\($0.name)") }
        operations.append(Self.operation(["remove"], path: ["enum": .array(paths)], value: nil))
        if !containers.isEmpty {
            let names = containers.map(\.name).joined(separator: "|")
            let inside: JSONValue = ["type": "string", "pattern": .string("^/(\(names))(/([^~/]|~[01])+)+$")]
            operations.append(Self.operation(["add", "replace"], path: inside, value: [:]))
            operations.append(Self.operation(["remove"], path: inside, value: nil))
        }
        return ["type": "array", "items": ["anyOf": .array(operations)]]
    }

    private static func operation(_ words: [JSONValue], path: JSONValue, value: JSONValue?) -> JSONValue {
        [
            "type": "object", "additionalProperties": false,
            "properties": ["op": ["enum": .array(words)], "path": path, "value": value ?? [:]],
            "required": value == nil ? ["op", "path"] : ["op", "path", "value"],
        ]
    }
}

extension ResourceSchema.Field {
    /// A schema with the API version from which it holds.
    fileprivate func documented(_ schema: JSONValue) -> JSONValue { schema.documented(since: since) }
}

extension [Argument] {
    var documentedProperties: [String: JSONValue] {
        var properties: [String: JSONValue] = [:]
        for argument in self { properties[argument.name] = argument.type.taken.documented(since: argument.since) }
        return properties
    }
}

extension JSONValue {
    /// The value with the API version from which it exists.
    func documented(since minor: Int) -> JSONValue {
        guard case .object(var members) = self, minor > 1 else { return self }
        members["x-since"] = .string("1.\(minor)")
        return .object(members)
    }

    fileprivate static func members(
        of fields: [ResourceSchema.Field], _ schema: (ResourceSchema.Field) -> JSONValue
    ) -> JSONValue {
        .object(Dictionary(fields.map { ($0.name, schema($0)) }, uniquingKeysWith: { $1 }))
    }
}
