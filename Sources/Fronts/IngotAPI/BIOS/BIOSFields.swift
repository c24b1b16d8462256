import IngotContracts
import IngotModel

/// A BIOS setting with what an answer shows of it.
struct BIOSSettingView: APIResource {
    var record: BIOSSetting
    var links: LinkBuilder
}

/// Every field of a BIOS setting (contract: `resources.json`, `bios_setting`).
enum BIOSFields {
    static let since = 40
    /// What vendors' registries say of a setting.
    static let registrySince = 74

    static let table = FieldTable<BIOSSettingView>(
        "BIOS setting", own + registry, always: ["created_at", "updated_at"])

    private typealias Field = VersionedField<BIOSSettingView>

    private static let own: [Field] = [
        .init(
            "name", since: since, .text(maximum: 255), listed: true, nullable: false, show: { .string($0.record.name) }),
        .init("value", since: since, .anyText, listed: true, show: { JSONValue($0.record.value) }),
        .init("created_at", since: since, .moment, show: { .string($0.record.createdAt.iso8601) }),
        .moment("updated_at", \.updatedAt, since: since),
        .links("links", since: since) { view in
            view.links.pair("nodes/\(view.record.node)/bios/\(URLText.encoded(view.record.name))")
        },
    ]

    private static let registry: [Field] = [
        .text("attribute_type", \.attributeType, since: registrySince, access: .readOnly),
        .init(
            "allowable_values", since: registrySince, .texts, sortable: false, nullable: true,
            show: { view in
                view.record.allowableValues.map { .array($0.map(JSONValue.string)) } ?? .null
            }),
        number("lower_bound", \.lowerBound),
        number("upper_bound", \.upperBound),
        number("min_length", \.minimumLength),
        number("max_length", \.maximumLength),
        .optionalFlag("read_only", \.isReadOnly, since: registrySince, access: .readOnly),
        .optionalFlag("reset_required", \.isResetRequired, since: registrySince, access: .readOnly),
        .optionalFlag("unique", \.isUnique, since: registrySince, access: .readOnly),
    ]

    private static func number(_ name: String, _ path: any KeyPath<BIOSSetting, Int?> & Sendable) -> Field {
        Field(
            name, since: registrySince, .number(Int64.min...Int64.max), nullable: true,
            show: { JSONValue($0.record[keyPath: path]) })
    }
}
