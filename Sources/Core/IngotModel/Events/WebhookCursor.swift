/// How far one webhook has heard the stream of events, and who is telling it. A collector of traces stands in it
/// likewise.
package struct WebhookCursor: Sendable, Hashable {
    /// A digest of the URL, which may hold secrets itself.
    package var target: String
    /// The last event that is done with.
    package var position: Int64
    /// How often the next event was tried in vain, and since when.
    package var attempts = 0
    package var failingSince: Timestamp?
    /// When it is tried again; nil for at once.
    package var nextAttempt: Timestamp?
    package var lastError: String?
    /// The process that delivers, until ``claimedUntil``.
    package var holder: String?
    package var claimedUntil: Timestamp?

    package init(target: String, position: Int64) {
        self.target = target
        self.position = position
    }

    /// The event is delivered, or given up.
    package mutating func pass(_ sequence: Int64) {
        position = max(position, sequence)
        attempts = 0
        failingSince = nil
        nextAttempt = nil
        lastError = nil
    }

    /// Whether somebody else delivers just now.
    package func isHeld(byOthersThan holder: String, at now: Timestamp) -> Bool {
        guard let owner = self.holder, owner != holder, let end = claimedUntil else { return false }
        return end > now
    }
}
