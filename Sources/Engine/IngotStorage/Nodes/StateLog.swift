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
        let table = Table.nodes
        guard let state: ProvisionState = table.value("provision_state", in: before),
            // A node that was never moved has been where it is since it was made.
            let since: Timestamp = table.value("provision_updated_at", in: before)
                ?? table.value("created_at", in: before)
        else { return }
        // Hosts whose clocks differ may have written the two.
        entries.append(Entry(state: state, duration: max(.zero, moment - since)))
    }
}
