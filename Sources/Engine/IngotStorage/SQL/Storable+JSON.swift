import IngotModel

/// How deep stored JSON may nest: deeper than the API lets in, so that everything stored can be read back.
private let maximumStoredDepth = 512

extension JSONValue: Storable {
    package var stored: SQLValue { .text(serialized()) }

    package init?(stored: SQLValue) {
        guard case .text(let text) = stored,
            let value = try? JSONValue.parse(text, maximumDepth: maximumStoredDepth)
        else { return nil }
        self = value
    }
}

extension Dictionary: Storable where Key == String, Value == JSONValue {
    package var stored: SQLValue { JSONValue.object(self).stored }

    package init?(stored: SQLValue) {
        // Most of a node's dictionaries are empty most of the time.
        if stored == .text("{}") {
            self = [:]
            return
        }
        guard let members = JSONValue(stored: stored)?.object else { return nil }
        self = members
    }
}

/// What arrays in a column consist of.
package protocol StorableElement: Sendable {
    var json: JSONValue { get }
    init?(json: JSONValue)
}

extension JSONValue: StorableElement {
    package var json: JSONValue { self }
    package init?(json: JSONValue) { self = json }
}

extension String: StorableElement {
    package var json: JSONValue { .string(self) }

    package init?(json: JSONValue) {
        guard let text = json.string else { return nil }
        self = text
    }
}

extension Identifier: StorableElement {
    package var json: JSONValue { .string(text) }

    package init?(json: JSONValue) {
        guard let text = json.string else { return nil }
        self.init(text)
    }
}

extension Array: Storable where Element: StorableElement {
    package var stored: SQLValue { JSONValue.array(map(\.json)).stored }

    package init?(stored: SQLValue) {
        if stored == .text("[]") {
            self = []
            return
        }
        guard let values = JSONValue(stored: stored)?.array else { return nil }
        let elements = values.compactMap(Element.init(json:))
        guard elements.count == values.count else { return nil }
        self = elements
    }
}

extension Plan: Storable {
    package var stored: SQLValue { json.stored }

    package init?(stored: SQLValue) {
        guard let json = JSONValue(stored: stored) else { return nil }
        self.init(json: json)
    }
}
