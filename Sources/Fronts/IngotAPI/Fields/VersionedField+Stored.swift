import IngotModel

/// The fields that stored resources have in common.
extension VersionedField where Record: StoredResource {
    /// The UUID, which callers may choose when they create the resource.
    static func identity(
        _ path: any WritableKeyPath<Record, Identifier<Record>> & Sendable, since: Int = 1,
        access: FieldAccess = .create
    ) -> Self {
        Self(
            "uuid", since: since, .uuid, listed: true, access: access, nullable: false,
            show: { .string($0.record.id.text) }, stored: { .string($0.id.text) },
            set: { record, value in
                if let id = value.string.flatMap({ Identifier<Record>($0) }) { record[keyPath: path] = id }
            })
    }

    /// When the resource was created and changed.
    static func times(since: Int = 1) -> [Self] {
        [
            Self(
                "created_at", since: since, .moment, nullable: false,
                show: { .string($0.record.createdAt.iso8601) }),
            Self("updated_at", since: since, .moment, show: { JSONValue($0.record.updatedAt?.iso8601) }),
        ]
    }

    /// The node that the resource belongs to for good or until it is moved.
    static func node(
        _ path: any WritableKeyPath<Record, NodeID> & Sendable, since: Int = 1, listed: Bool = false
    ) -> Self {
        Self(
            "node_uuid", since: since, .uuid, listed: listed, access: .writable, nullable: false,
            show: { .string($0.record[keyPath: path].text) }, stored: { .string($0[keyPath: path].text) },
            set: { record, value in
                guard let node = value.string.flatMap(NodeID.init) else { throw APIError.cannotBeRemoved("node_uuid") }
                record[keyPath: path] = node
            })
    }

    /// A text that is always there.
    static func required(
        _ name: String, _ path: any WritableKeyPath<Record, String> & Sendable, since: Int = 1, listed: Bool = false
    ) -> Self {
        Self(
            name, since: since, .requiredText, listed: listed, access: .writable,
            show: { .string($0.record[keyPath: path]) }, stored: { .string($0[keyPath: path]) },
            set: { record, value in
                guard let text = value.string else { throw APIError.cannotBeRemoved(name) }
                record[keyPath: path] = text
            })
    }

    /// A list of objects that may hold secrets.
    ///
    /// - Parameter names: what is masked besides what ``SecretMask`` masks everywhere; nil where all is shown as it is.
    static func objects(
        _ name: String, _ path: any WritableKeyPath<Record, [JSONValue]> & Sendable, since: Int,
        masking names: [String]? = nil, show: @escaping @Sendable (Resource) -> JSONValue
    ) -> Self {
        var field = Self(
            name, since: since, .objects, sortable: false, access: .writable, show: show,
            stored: { .array($0[keyPath: path]) }, set: { $0[keyPath: path] = $1.array ?? [] })
        field.masked = names
        return field
    }

    /// A list of words in a set order.
    static func texts(
        _ name: String, _ path: any WritableKeyPath<Record, [String]> & Sendable, since: Int, listed: Bool = false,
        access: FieldAccess
    ) -> Self {
        Self(
            name, since: since, .texts, listed: listed, sortable: false, access: access,
            show: { .array($0.record[keyPath: path].map(JSONValue.string)) },
            stored: { .array($0[keyPath: path].map(JSONValue.string)) },
            set: { $0[keyPath: path] = $1.array?.compactMap(\.string) ?? [] })
    }

    /// An address on a network that may be missing.
    static func address(
        _ path: any WritableKeyPath<Record, MACAddress?> & Sendable, since: Int, listed: Bool
    ) -> Self {
        Self(
            "address", since: since, .text(maximum: 18), listed: listed, access: .writable,
            show: { JSONValue($0.record[keyPath: path]?.text) }, stored: { JSONValue($0[keyPath: path]?.text) },
            set: { record, value in record[keyPath: path] = try value.isNull ? nil : MACAddress(field: value) })
    }
}

extension MACAddress {
    /// The address in a body.
    ///
    /// - Throws: ``APIError`` (400).
    init(field value: JSONValue) throws {
        guard let text = value.string, let address = MACAddress(text) else {
            throw APIError.invalid(
                "The field 'address' must be a MAC address such as 52:54:00:12:34:56, not \(value.serialized())",
                code: "invalid_mac")
        }
        self = address
    }
}
