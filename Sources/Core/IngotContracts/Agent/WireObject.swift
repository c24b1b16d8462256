import IngotModel

/// Why a body does not have the shape that the agent contract asks for.
package struct WireShapeError: Error, Hashable, CustomStringConvertible {
    /// The path to the offending member, such as `image_info.urls[0]`.
    package var path: String
    package var reason: String

    package init(path: String, reason: String) {
        self.path = path
        self.reason = reason
    }

    package var description: String { "\(path): \(reason)" }
}

/// A JSON object that is being read, with its path for messages.
package struct WireObject {
    package let path: String
    package let members: [String: JSONValue]

    package init(_ value: JSONValue, at path: String) throws(WireShapeError) {
        guard let members = value.object else {
            throw WireShapeError(path: path, reason: "must be an object, not \(value.kind)")
        }
        self.path = path
        self.members = members
    }

    /// The member, nil where it is absent or null.
    package subscript(name: String) -> JSONValue? {
        guard let value = members[name], !value.isNull else { return nil }
        return value
    }

    package func path(_ name: String) -> String { "\(path).\(name)" }

    package func text(_ name: String) throws(WireShapeError) -> String {
        try required(name, try optionalText(name))
    }

    package func optionalText(_ name: String) throws(WireShapeError) -> String? {
        try optional(name, "a text", \.string)
    }

    package func integer(_ name: String) throws(WireShapeError) -> Int {
        try required(name, try optionalInteger(name))
    }

    package func optionalInteger(_ name: String) throws(WireShapeError) -> Int? {
        try optional(name, "a whole number", \.integer)
    }

    package func optionalFlag(_ name: String) throws(WireShapeError) -> Bool? {
        try optional(name, "true or false", \.bool)
    }

    package func optionalObject(_ name: String) throws(WireShapeError) -> [String: JSONValue]? {
        try optional(name, "an object", \.object)
    }

    package func object(_ name: String) throws(WireShapeError) -> WireObject {
        try WireObject(try required(name, self[name]), at: path(name))
    }

    package func optionalTexts(_ name: String) throws(WireShapeError) -> [String]? {
        guard let values = try optional(name, "a list", \.array) else { return nil }
        var texts: [String] = []
        for (index, value) in values.enumerated() {
            guard let text = value.string else {
                throw WireShapeError(path: "\(path(name))[\(index)]", reason: "must be a text, not \(value.kind)")
            }
            texts.append(text)
        }
        return texts
    }

    /// The objects of a list, each read by `read`; an absent list is empty.
    package func list<Element>(_ name: String, _ read: (WireObject) throws(WireShapeError) -> Element)
        throws(WireShapeError) -> [Element]
    {
        var elements: [Element] = []
        for (index, value) in (try optional(name, "a list", \.array) ?? []).enumerated() {
            elements.append(try read(try WireObject(value, at: "\(path(name))[\(index)]")))
        }
        return elements
    }

    private func optional<Value>(_ name: String, _ kind: String, _ read: (JSONValue) -> Value?)
        throws(WireShapeError) -> Value?
    {
        guard let value = self[name] else { return nil }
        guard let read = read(value) else {
            throw WireShapeError(path: path(name), reason: "must be \(kind), not \(value.kind)")
        }
        return read
    }

    private func required<Value>(_ name: String, _ value: Value?) throws(WireShapeError) -> Value {
        guard let value else { throw WireShapeError(path: path(name), reason: "is missing") }
        return value
    }
}
