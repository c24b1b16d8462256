import IngotModel

/// One operation of a JSON Patch (RFC 6902), in the part of it that the Bare Metal API takes.
public struct AttributeChange: Sendable, Hashable {
    package var json: JSONValue

    /// Sets the field at `path`, such as `/driver_info/deploy_kernel`, adding it where it is missing.
    package static func set(_ path: String, to value: JSONValue) -> Self {
        Self(json: ["op": "add", "path": .string(path), "value": value])
    }

    /// The path (RFC 6901) of a field, or of a key inside of one, which may hold anything.
    package static func path(_ steps: [String]) -> String {
        steps.map { "/" + $0.replacing("~", with: "~0").replacing("/", with: "~1") }.joined()
    }

    /// Sets the field at `path` to a value given as JSON text.
    public static func set(_ path: String, toJSON text: String) throws -> Self {
        set(path, to: try JSONValue.parse(text))
    }

    /// Removes the field at `path`, or returns it to its default.
    public static func remove(_ path: String) -> Self {
        Self(json: ["op": "remove", "path": .string(path)])
    }
}
