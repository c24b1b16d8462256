import IngotModel

/// One thing that the service keeps: a node, a port, a driver, a conductor.
///
/// The fields are those of the Bare Metal API under their own names. A field that the service did not send and one that
/// is null both read as nil.
public struct Resource: Sendable, Hashable, Codable, CustomStringConvertible {
    package var json: JSONValue

    package init(_ json: JSONValue) { self.json = json }

    /// Reads a resource from JSON text, for example to create one.
    ///
    /// - Throws: when the text is not a JSON object.
    public init(json text: String) throws {
        json = try JSONValue.parse(text)
        guard json.object != nil else { throw NotAnObject(kind: json.kind) }
    }

    public init(from decoder: any Decoder) throws { json = try JSONValue(from: decoder) }

    public func encode(to encoder: any Encoder) throws { try json.encode(to: encoder) }

    /// The resource as compact JSON.
    public var description: String { json.serialized() }
}

extension Resource {
    public func text(_ field: String) -> String? { json[field]?.string }
    public func flag(_ field: String) -> Bool? { json[field]?.bool }
    public func integer(_ field: String) -> Int? { json[field]?.integer }

    /// A field that holds fields of its own, such as `driver_info`.
    public func nested(_ field: String) -> Resource? {
        guard let value = json[field], value.object != nil else { return nil }
        return Resource(value)
    }

    public var uuid: String? { text("uuid") }
    public var name: String? { text("name") }
    public var provisionState: String? { text("provision_state") }
    public var powerState: String? { text("power_state") }
    public var lastError: String? { text("last_error") }
}

/// JSON of another kind where an object is needed.
public struct NotAnObject: Error, CustomStringConvertible {
    public var kind: String
    public var description: String { "a JSON object is needed here, not a value of kind \(kind)" }
}
