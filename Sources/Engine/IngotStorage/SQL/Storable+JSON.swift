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

extension Array: Storable where Element == String {
    package var stored: SQLValue { JSONValue.array(map(JSONValue.string)).stored }

    package init?(stored: SQLValue) {
        guard let values = JSONValue(stored: stored)?.array else { return nil }
        let texts = values.compactMap(\.string)
        guard texts.count == values.count else { return nil }
        self = texts
    }
}

extension Plan: Storable {
    package var stored: SQLValue { json.stored }

    package init?(stored: SQLValue) {
        guard let json = JSONValue(stored: stored) else { return nil }
        self.init(json: json)
    }
}
