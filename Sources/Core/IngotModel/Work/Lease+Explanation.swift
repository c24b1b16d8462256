extension Lease {
    /// Who holds the node, for what, since when, until when, and what to do; for whoever is refused because of it.
    package var explanation: String {
        "node \(node) is held by conductor \(holder) for '\(purpose)' since \(since.iso8601); the lease lasts until"
            + " \(expiresAt.iso8601) and is renewed while the work goes on. Wait until that is over and try again;"
            + " DELETE /v1/nodes/\(node)/lease (ingot node lease break) takes the node from a conductor that hangs"
    }
}
