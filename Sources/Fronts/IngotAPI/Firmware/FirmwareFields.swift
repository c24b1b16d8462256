import IngotContracts
import IngotModel

/// A firmware component with what an answer shows of it.
struct FirmwareView: APIResource {
    var record: FirmwareComponent
}

/// Every field of a firmware component (contract: `resources.json`, `firmware_component`).
enum FirmwareFields {
    static let since = 86
    /// What identifies the part that has the firmware.
    static let identitySince = 114

    static let table = FieldTable<FirmwareView>(
        "firmware component",
        [
            .init(
                "component", since: since, .text(maximum: 255), listed: true, nullable: false,
                show: { .string($0.record.component) }),
            .init(
                "initial_version", since: since, .text(maximum: 255), listed: true,
                show: { .string($0.record.initialVersion) }),
            text("current_version", \.currentVersion, since: since),
            text("last_version_flashed", \.lastVersionFlashed, since: since),
            text("vendor", \.vendor, since: identitySince),
            text("model", \.model, since: identitySince),
            text("serial_number", \.serialNumber, since: identitySince),
            .init("created_at", since: since, .moment, show: { .string($0.record.createdAt.iso8601) }),
            .moment("updated_at", \.updatedAt, since: since),
        ], always: ["created_at", "updated_at"])

    private static func text(
        _ name: String, _ path: any KeyPath<FirmwareComponent, String?> & Sendable, since: Int
    ) -> VersionedField<FirmwareView> {
        .init(name, since: since, .text(maximum: 255), listed: true, show: { JSONValue($0.record[keyPath: path]) })
    }
}
