import IngotModel

/// The provision states that nodes leave in one transaction, for those who measure once it is committed.
final class StateLog {
    struct Entry: Sendable {
        var state: ProvisionState
        var duration: Duration
    }

    private(set) var entries: [Entry] = []

    /// - Parameters:
    ///   - before: the node's row as it was, in the order of the table's columns.
    ///   - moment: the end of the state.
    func left(_ before: [SQLValue], at moment: Timestamp) {
        guard let state = Self.value("provision_state", before, as: ProvisionState.self),
            // A node that was never moved has been where it is since it was made.
            let since = Self.value("provision_updated_at", before, as: Timestamp.self)
                ?? Self.value("created_at", before, as: Timestamp.self)
        else { return }
        // Hosts whose clocks differ may have written the two.
        entries.append(Entry(state: state, duration: max(.zero, moment - since)))
    }

    private static func value<Value: Storable>(_ column: String, _ row: [SQLValue], as _: Value.Type) -> Value? {
        places[column].flatMap { Value(stored: row[$0]) }
    }

    private static let places = Dictionary(
        uniqueKeysWithValues: Table.nodes.columns.enumerated().map { ($1.name, $0) })
}
