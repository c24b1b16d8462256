/// The conditions that filters are made of; each is nil where nothing was given.
extension SQL {
    static func equals(_ column: String, _ value: (any Storable)?) -> SQL? {
        value.map { "\(identifier: column) = \($0.stored)" }
    }

    static func isAmong(_ column: String, _ values: [some Storable]?) -> SQL? {
        values.map { "\(identifier: column) IN \(list: $0)" }
    }

    /// Whether the row belongs to a node that fulfils the conditions; nil where there are none.
    static func ofNode(_ conditions: [SQL?]) -> SQL? {
        let given = conditions.compactMap { $0 }
        guard !given.isEmpty else { return nil }
        return "node_uuid IN (SELECT uuid FROM node\(SQL.filter(given)))"
    }

    /// Whether a project is the owner or the lessee.
    static func belongs(to project: String?) -> SQL? {
        project.map { "(owner = \($0) OR lessee = \($0))" }
    }
}
