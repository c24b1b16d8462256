import IngotContracts
import IngotModel

/// Every field of a deploy template (contract: `resources.json`, `deploy_template`).
enum DeployTemplateFields {
    typealias View = StoredView<DeployTemplate>

    static let since = 55

    static let table = FieldTable<View>(
        "deploy template",
        [
            .identity(\.id, since: since),
            .required("name", \.name, since: since, listed: true),
            .objects("steps", \.steps, since: since, masking: []) { SecretMask.masked(.array($0.record.steps)) },
            .object("extra", \.extra, since: since),
            .links("links", since: since) { $0.links.pair("deploy_templates/\($0.record.id)") },
        ] + VersionedField.times(since: since))
}
