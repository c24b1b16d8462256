import IngotModel

/// Every field of an allocation (contract: `resources.json`, `allocation`). Lists show all of them.
enum AllocationFields {
    typealias View = StoredView<Allocation>

    static let since = 52
    static let ownerSince = 60

    static let table = FieldTable<View>("allocation", fields.map(listed))

    private static let fields: [VersionedField<View>] =
        [
            .identity(\.id, since: since),
            .text("name", \.name, since: since),
            .init("node_uuid", since: since, .uuid, show: { JSONValue($0.record.node?.text) }),
            .text("resource_class", \.resourceClass, since: since, maximum: 80, access: .create),
            .texts("traits", \.traits, since: since, access: .create),
            // Callers name nodes as they like; the collection finds out which are meant.
            .init(
                "candidate_nodes", since: since, .texts, sortable: false, access: .create,
                show: { .array($0.record.candidateNodes.map { .string($0.text) }) }),
            .text("owner", \.owner, since: ownerSince, access: .create).unheardOf(where: [.choosing]),
            .init(
                "state", since: since, .text(maximum: 15), nullable: false,
                show: { .string($0.record.state.rawValue) }),
            .init("last_error", since: since, .anyText, show: { JSONValue($0.record.lastError) }),
            .object("extra", \.extra, since: since),
            .links("links", since: since) { $0.links.pair("allocations/\($0.record.id)") },
        ] + VersionedField.times(since: since)

    private static func listed(_ field: VersionedField<View>) -> VersionedField<View> {
        var field = field
        field.isListed = field.type != .links
        return field
    }
}
