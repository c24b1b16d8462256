import IngotContracts
import IngotModel

/// All fields of a resource, found by name.
struct FieldTable<Resource: APIResource>: Sendable {
    /// What the resource is called in messages.
    let resource: String
    let fields: [VersionedField<Resource>]
    /// The fields that every answer shows, whatever was chosen.
    private let always: Set<String>
    private let index: [String: Int]
    /// What answers show from each version on that shows something new, the oldest first; made once, as each answer
    /// needs one of them.
    private let stages: [(since: Int, all: FieldSelection<Resource>, listed: FieldSelection<Resource>)]

    init(_ resource: String, _ fields: [VersionedField<Resource>], always: Set<String> = []) {
        self.resource = resource
        self.fields = fields
        self.always = always.union(["links"])
        index = Dictionary(uniqueKeysWithValues: fields.enumerated().map { ($1.name, $0) })
        let always = self.always
        stages = Set(fields.map(\.since) + [1]).sorted().map { since in
            let known = fields.filter { $0.since <= since }
            let listed = known.filter { $0.isListed || always.contains($0.name) }
            return (since, FieldSelection(known), FieldSelection(listed))
        }
    }

    subscript(name: String) -> VersionedField<Resource>? { index[name].map { fields[$0] } }

    /// The field, where it exists and the version knows it.
    ///
    /// - Throws: ``APIError``: 400 for an unknown name, 406 for one that is too new.
    func known(
        _ name: String, to version: Microversion, for use: FieldUse = .writing
    ) throws -> VersionedField<Resource> {
        guard let field = self[name], version.knows(since: field.since) || !field.unheardOf.contains(use) else {
            throw APIError.invalid("A \(resource) has no field '\(name)'", code: "unknown_field")
        }
        guard version.knows(since: field.since) else {
            throw APIError.tooNew("The field '\(name)'", since: field.since, for: version)
        }
        return field
    }

    /// Everything that a version knows.
    func all(for version: Microversion) -> FieldSelection<Resource> { stage(of: version).all }

    /// What lists show where nobody chose.
    func listed(for version: Microversion) -> FieldSelection<Resource> { stage(of: version).listed }

    private func stage(
        of version: Microversion
    ) -> (since: Int, all: FieldSelection<Resource>, listed: FieldSelection<Resource>) {
        stages.last { version.knows(since: $0.since) } ?? stages[0]
    }

    /// What the caller named in `fields=`, and what is always there: alone, where it names nothing.
    func chosen(_ names: [String], for version: Microversion) throws -> FieldSelection<Resource> {
        let chosen = try names.map { try known($0, to: version, for: .choosing) }
        return FieldSelection(chosen + fields.filter { always.contains($0.name) })
    }

    /// What a list shows by its `fields=` and `detail=`.
    ///
    /// - Throws: ``APIError`` (400) where both are given, and as ``chosen(_:for:)``.
    func selection(_ query: QueryParameters, for version: Microversion) throws -> FieldSelection<Resource> {
        let isDetailed = try query.flag("detail") ?? false
        guard let fields = query.words("fields") else { return isDetailed ? all(for: version) : listed(for: version) }
        guard !isDetailed else {
            throw APIError.invalid("The query parameters 'detail' and 'fields' exclude each other")
        }
        return try chosen(fields, for: version)
    }

    /// What the answer about one resource shows by its `fields=`.
    func selection(ofOne query: QueryParameters, for version: Microversion) throws -> FieldSelection<Resource> {
        try query.words("fields").map { try chosen($0, for: version) } ?? all(for: version)
    }

    /// - Throws: ``APIError`` (400) for a key that cannot be sorted by, 406 for one that is too new.
    func checkSortKey(_ name: String, version: Microversion) throws {
        if name == "id" { return }
        if self[name] != nil { _ = try known(name, to: version) }
        guard self[name]?.isSortable == true else {
            throw APIError.invalid("A list cannot be sorted by '\(name)'", code: "invalid_sort_key")
        }
    }
}
