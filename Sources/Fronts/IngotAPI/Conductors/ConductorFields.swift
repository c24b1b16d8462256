import IngotContracts
import IngotModel

/// A conductor with what an answer shows of it.
struct ConductorView: APIResource {
    var record: ConductorRecord
    var isAlive: Bool
    var links: LinkBuilder
}

/// Every field of a conductor (contract: `resources.json`, `conductor`); they all exist since the resource does.
enum ConductorFields {
    static let since = 49

    static let table = FieldTable<ConductorView>(
        "conductor",
        [
            .init(
                "hostname", since: since, .text(maximum: 255), listed: true, show: { .string($0.record.hostname) }),
            .init(
                "conductor_group", since: since, .text(maximum: 255), listed: true,
                show: { .string($0.record.group) }),
            .init("alive", since: since, .flag, listed: true, sortable: false, show: { .bool($0.isAlive) }),
            .init(
                "drivers", since: since, .texts, sortable: false,
                show: { .array($0.record.drivers.sorted().map(JSONValue.string)) }),
            .init("created_at", since: since, .moment, show: { .string($0.record.startedAt.iso8601) }),
            .init("updated_at", since: since, .moment, show: { .string($0.record.lastSeen.iso8601) }),
            .links("links", since: since) { $0.links.pair("conductors/\(URLText.encoded($0.record.hostname))") },
        ])
}
