/// A stretch of time in the life of a run, and what it was spent on.
struct Span: Sendable, Hashable {
    enum Kind: String, Sendable, Hashable, CaseIterable {
        /// The whole run, from the request to its end.
        case run
        /// From the request until a conductor took it, or until there was room for it.
        case queue
        case step
        /// Somebody acts for the step.
        case work
        /// The step waits for somebody.
        case wait
    }

    /// How the stretch ended.
    enum Outcome: Sendable, Hashable {
        /// It has not.
        case open
        case well
        case badly(String)
    }

    /// Something that was seen at one moment.
    struct Event: Sendable, Hashable {
        var at: Timestamp
        var name: String
        var detail: String?
    }

    /// Where it stands in its run, such as `step/2/wait/1`; the same however far the run has come.
    var path: String
    var name: String
    var kind: Kind
    var start: Timestamp
    /// Of an open span, the moment at which it was looked at.
    var end: Timestamp
    var outcome = Outcome.well
    /// For whom it waits, where it is a wait.
    var waitsFor: WaitSubject?
    var attributes: [String: JSONValue] = [:]
    var events: [Event] = []
    /// In the order in which they began; none reaches beyond this span.
    var children: [Span] = []

    var duration: Duration { end - start }
    var isOpen: Bool { outcome == .open }
}
