/// What a transaction is for: what comes first here goes first, and has a budget that the others cannot use up.
package enum Priority: Int, Sendable, CaseIterable, Comparable {
    /// Signs of life and leases, for whoever is late with them counts as dead. Short, therefore.
    case vital
    /// Reads and heartbeats: short, and somebody waits for each.
    case prompt
    /// Everything else, which may stand still behind what another transaction has locked.
    case usual

    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
