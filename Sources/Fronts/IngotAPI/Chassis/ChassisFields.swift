import IngotModel

/// Every field of a chassis, with the API version from which it exists (contract: `resources.json`, `chassis`).
enum ChassisFields {
    typealias View = StoredView<Chassis>

    static let table = FieldTable<View>(
        "chassis",
        [
            .identity(\.id, access: .writable),
            .init(
                "description", .text(maximum: 255), listed: true, access: .writable,
                show: { JSONValue($0.record.description) }, stored: { JSONValue($0.description) },
                set: { $0.description = $1.string }),
            .object("extra", \.extra),
            .links("links") { $0.links.pair("chassis/\($0.record.id)") },
            // A list in a list: the peer has always answered so, and clients count on it.
            .init("nodes", .nestedLinks, sortable: false) { [$0.links.pair("chassis/\($0.record.id)/nodes")] },
        ] + VersionedField.times())
}
