/// A resource as documents and tests see it: its fields without how they are read and written.
struct ResourceSchema: Sendable {
    struct Field: Sendable {
        var name: String
        var since: Int
        var type: FieldType
        var access: FieldAccess
        var isListed: Bool
        var isSortable: Bool
        /// Whether answers may show null.
        var isNullable: Bool

        /// A field of an answer that is no stored resource.
        init(_ name: String, _ type: FieldType, since: Int = 1, nullable: Bool = false) {
            self.init(
                name: name, since: since, type: type, access: .readOnly, isListed: true, isSortable: false,
                isNullable: nullable)
        }

        init(
            name: String, since: Int, type: FieldType, access: FieldAccess, isListed: Bool, isSortable: Bool,
            isNullable: Bool
        ) {
            self.name = name
            self.since = since
            self.type = type
            self.access = access
            self.isListed = isListed
            self.isSortable = isSortable
            self.isNullable = isNullable
        }
    }

    /// What the resource is called, in small letters, such as `deploy template`.
    var name: String
    var fields: [Field]

    /// The names that `fields=` takes.
    var names: [String] { fields.map(\.name) }

    /// What lists can be sorted by.
    var sortKeys: [String] { ["id"] + fields.filter(\.isSortable).map(\.name) }
}

extension FieldTable {
    var schema: ResourceSchema {
        ResourceSchema(
            name: resource,
            fields: fields.map {
                .init(
                    name: $0.name, since: $0.since, type: $0.type, access: $0.access, isListed: $0.isListed,
                    isSortable: $0.isSortable, isNullable: $0.isNullable)
            })
    }
}
