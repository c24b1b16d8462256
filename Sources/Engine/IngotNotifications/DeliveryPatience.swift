import IngotModel

/// What becomes of an event that did not arrive: it is tried again later and later, and at last given up.
struct DeliveryPatience: Sendable {
    enum Verdict: Sendable, Hashable {
        case tryAgain(at: Timestamp)
        case giveUp
    }

    let settings: NotificationSettings

    /// Counts one more failure.
    func heard(_ failure: String, of cursor: inout WebhookCursor, at now: Timestamp) -> Verdict {
        cursor.attempts += 1
        let since = cursor.failingSince ?? now
        cursor.failingSince = since
        cursor.lastError = failure
        guard cursor.attempts < settings.attempts, now - since < settings.patience else { return .giveUp }
        let next = now + pause(after: cursor.attempts)
        cursor.nextAttempt = next
        return .tryAgain(at: next)
    }

    private func pause(after attempts: Int) -> Duration {
        // Beyond this no pause is doubled any more, whatever the first one is.
        let doublings = min(attempts - 1, 30)
        return min(settings.longestPause, settings.firstPause * (1 << doublings))
    }
}
