import IngotModel

/// Every field of an inspection rule (contract: `resources.json`, `inspection_rule`).
enum InspectionRuleFields {
    typealias View = StoredView<InspectionRule>

    static let since = 96
    static let priorities: ClosedRange<Int64> = 0...9999

    static let table = FieldTable<View>(
        "inspection rule",
        [
            .identity(\.id, since: since, access: .writable),
            .init(
                "description", since: since, .text(maximum: 255), listed: true, access: .writable,
                show: { JSONValue($0.record.description) }, stored: { JSONValue($0.description) },
                set: { $0.description = $1.string }),
            .init(
                "phase", since: since, .text(maximum: 16), listed: true, access: .writable,
                show: { JSONValue($0.record.phase) }, stored: { JSONValue($0.phase) },
                set: { rule, value in
                    guard let phase = value.string else { throw APIError.cannotBeRemoved("phase") }
                    rule.phase = phase
                }),
            .init(
                "priority", since: since, .number(priorities), listed: true, access: .writable, nullable: false,
                show: { JSONValue($0.record.priority) }, stored: { JSONValue($0.priority) },
                set: { $0.priority = $1.integer ?? 0 }),
            .objects("conditions", \.conditions, since: since) { $0.hidden(\.conditions) },
            .objects("actions", \.actions, since: since) { $0.hidden(\.actions) },
            .flag("sensitive", \.isSensitive, since: since, default: false),
            // The path is not that of the resource: the peer answers so, and clients compare.
            .links("links", since: since) { $0.links.pair("inspection/\($0.record.id)") },
        ] + VersionedField.times(since: since))
}

extension StoredView where Record == InspectionRule {
    /// What a sensitive rule does is told to nobody.
    fileprivate func hidden(_ path: KeyPath<InspectionRule, [JSONValue]>) -> JSONValue {
        record.isSensitive ? .null : .array(record[keyPath: path])
    }
}
