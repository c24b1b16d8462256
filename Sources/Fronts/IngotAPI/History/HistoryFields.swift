import IngotContracts
import IngotModel

/// An entry of a node's history with what an answer shows of it.
struct HistoryView: APIResource {
    var record: HistoryEntry
    var links: LinkBuilder
    /// Whether long events are cut.
    var isShort: Bool

    /// The event; a list shows the beginning of a long one (contract: `resources.json`, `history.rules`).
    var event: String? {
        guard isShort, let event = record.event, event.unicodeScalars.count > Self.longest else { return record.event }
        return String(String.UnicodeScalarView(event.unicodeScalars.prefix(Self.cut))) + "..."
    }

    private static let longest = 255
    private static let cut = 251
}

/// Every field of a history entry (contract: `resources.json`, `history`).
enum HistoryFields {
    static let since = 78

    static let table = FieldTable<HistoryView>(
        "history entry",
        [
            .init("uuid", since: since, .uuid, listed: true, nullable: false, show: { .string($0.record.id.text) }),
            .init(
                "created_at", since: since, .moment, listed: true, nullable: false,
                show: { .string($0.record.createdAt.iso8601) }),
            .init(
                "severity", since: since, .text(maximum: 10), listed: true,
                show: { .string($0.record.severity.rawValue) }),
            .init("event", since: since, .anyText, listed: true, show: { JSONValue($0.event) }),
            text("event_type", \.eventType, since: since),
            text("conductor", \.conductor, since: since),
            text("user", \.user, since: since),
            text("project", \.project, since: 113),
            text("state", \.state, since: 115),
            text("target_provision_state", \.targetProvisionState, since: 115),
            .init(
                "duration_seconds", since: 115, .number(0...Int64.max), nullable: true,
                show: { JSONValue($0.record.durationSeconds) }),
            .links("links", since: since) { view in
                let path = "nodes/\(view.record.node)/history/\(view.record.id)"
                return [["href": .string(view.links.url(path)), "rel": "self"]]
            },
        ])

    private static func text(
        _ name: String, _ path: any KeyPath<HistoryEntry, String?> & Sendable, since: Int
    ) -> VersionedField<HistoryView> {
        .init(name, since: since, .text(maximum: 255), show: { JSONValue($0.record[keyPath: path]) })
    }
}
