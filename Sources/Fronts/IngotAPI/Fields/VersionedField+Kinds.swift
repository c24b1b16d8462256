import IngotModel

/// The usual kinds of stored fields.
extension VersionedField {
    static func text(
        _ name: String, _ path: any WritableKeyPath<Record, String?> & Sendable, since: Int = 1, maximum: Int = 255,
        access: FieldAccess = .writable
    ) -> Self {
        Self(
            name, since: since, .text(maximum: maximum), access: access,
            show: { JSONValue($0.record[keyPath: path]) }, stored: { JSONValue($0[keyPath: path]) },
            set: { $0[keyPath: path] = $1.string })
    }

    static func flag(
        _ name: String, _ path: any WritableKeyPath<Record, Bool> & Sendable, since: Int = 1, default fallback: Bool,
        access: FieldAccess = .writable
    ) -> Self {
        Self(
            name, since: since, .flag, access: access, nullable: false, show: { .bool($0.record[keyPath: path]) },
            stored: { .bool($0[keyPath: path]) }, set: { $0[keyPath: path] = $1.bool ?? fallback })
    }

    static func optionalFlag(
        _ name: String, _ path: any WritableKeyPath<Record, Bool?> & Sendable, since: Int,
        access: FieldAccess = .writable
    ) -> Self {
        Self(
            name, since: since, .flag, access: access, show: { JSONValue($0.record[keyPath: path]) },
            stored: { JSONValue($0[keyPath: path]) }, set: { $0[keyPath: path] = $1.bool })
    }

    /// Free-form objects; they cannot be sorted by.
    static func object(
        _ name: String, _ path: any WritableKeyPath<Record, [String: JSONValue]> & Sendable, since: Int = 1,
        access: FieldAccess = .writable
    ) -> Self {
        plainObject(name, path, since: since, access: access, show: { $0.record[keyPath: path] })
    }

    /// As ``object(_:_:since:access:)``, where not everything that is stored is shown.
    ///
    /// - Parameter names: what is masked besides what ``SecretMask`` masks everywhere.
    static func shownObject(
        _ name: String, _ path: any WritableKeyPath<Record, [String: JSONValue]> & Sendable, since: Int = 1,
        access: FieldAccess = .writable, masking names: [String],
        show: @escaping @Sendable (Resource) -> [String: JSONValue]
    ) -> Self {
        var field = plainObject(name, path, since: since, access: access, show: show)
        field.masked = names
        return field
    }

    private static func plainObject(
        _ name: String, _ path: any WritableKeyPath<Record, [String: JSONValue]> & Sendable, since: Int,
        access: FieldAccess, show: @escaping @Sendable (Resource) -> [String: JSONValue]
    ) -> Self {
        Self(
            name, since: since, .object, sortable: false, access: access, nullable: false, show: { .object(show($0)) },
            stored: { .object($0[keyPath: path]) }, set: { $0[keyPath: path] = $1.object ?? [:] })
    }

    static func moment(
        _ name: String, _ path: any KeyPath<Record, Timestamp?> & Sendable, since: Int = 1
    ) -> Self {
        Self(name, since: since, .moment, show: { JSONValue($0.record[keyPath: path]?.iso8601) })
    }

    /// Links are made, not stored.
    static func links(_ name: String, since: Int = 1, show: @escaping @Sendable (Resource) -> JSONValue) -> Self {
        Self(name, since: since, .links, sortable: false, show: show)
    }
}
