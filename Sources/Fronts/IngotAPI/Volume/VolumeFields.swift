import IngotContracts
import IngotModel

/// Every field of volume connectors and targets (contract: `resources.json`, `volume_connector` and `volume_target`).
enum VolumeFields {
    static let since = 32

    static let connectors = FieldTable<StoredView<VolumeConnector>>(
        "volume connector",
        [
            .identity(\.id, since: since),
            .node(\.node, since: since, listed: true),
            .required("type", \.type, since: since, listed: true),
            .required("connector_id", \.connectorID, since: since, listed: true),
            .object("extra", \.extra, since: since),
            .links("links", since: since) { $0.links.pair("volume/connectors/\($0.record.id)") },
        ] + VersionedField.times(since: since))

    static let targets = FieldTable<VolumeTargetView>(
        "volume target",
        [
            .identity(\.id, since: since),
            .node(\.node, since: since, listed: true),
            .required("volume_type", \.volumeType, since: since, listed: true),
            .required("volume_id", \.volumeID, since: since, listed: true),
            .init(
                "boot_index", since: since, .number(Int64(Int32.min)...Int64(Int32.max)), listed: true,
                access: .writable, nullable: false, show: { JSONValue($0.record.bootIndex) },
                stored: { JSONValue($0.bootIndex) },
                set: { target, value in
                    guard let index = value.integer else { throw APIError.cannotBeRemoved("boot_index") }
                    target.bootIndex = index
                }),
            .shownObject("properties", \.properties, since: since, masking: []) { $0.properties },
            .object("extra", \.extra, since: since),
            .links("links", since: since) { $0.links.pair("volume/targets/\($0.record.id)") },
        ] + VersionedField.times(since: since))
}

/// A volume target with what an answer shows of it.
struct VolumeTargetView: APIResource {
    var record: VolumeTarget
    var links: LinkBuilder
    /// Whether the caller may know how the volume is reached.
    var showsProperties: Bool

    var properties: [String: JSONValue] {
        showsProperties
            ? SecretMask.masked(record.properties) : ["redacted_contents": .string(NodeVisibility.redaction)]
    }
}
