extension Event {
    /// The event as streams and webhooks tell it.
    ///
    /// - Parameter shown: its facts, as far as the reader may see them.
    package func json(shown body: JSONValue) -> [String: JSONValue] {
        [
            "sequence": .integer(sequence), "kind": .string(kind.rawValue), "at": .string(at.iso8601),
            "node_uuid": JSONValue(node?.text), "body": body,
        ]
    }
}
