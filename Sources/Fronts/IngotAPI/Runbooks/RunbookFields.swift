import IngotContracts
import IngotModel

/// Every field of a runbook (contract: `resources.json`, `runbook`).
enum RunbookFields {
    typealias View = StoredView<Runbook>

    static let since = 92
    /// From here on names are free, and traits decide where a runbook may be used.
    static let traitsSince = 112

    static let table = FieldTable<View>(
        "runbook",
        [
            .identity(\.id, since: since),
            .required("name", \.name, since: since, listed: true),
            .text("description", \.description, since: traitsSince).unheardOf(where: [.choosing, .writing]),
            .objects("steps", \.steps, since: since, masking: []) { SecretMask.masked(.array($0.record.steps)) },
            .flag("disable_ramdisk", \.disablesRamdisk, since: since, default: false),
            .flag("public", \.isPublic, since: since, default: false),
            .text("owner", \.owner, since: since),
            .texts("traits", \.traits, since: traitsSince, access: .readOnly).unheardOf(where: [.choosing]),
            .object("extra", \.extra, since: since),
            .links("links", since: since) { $0.links.pair("runbooks/\($0.record.id)") },
        ] + VersionedField.times(since: since))
}
