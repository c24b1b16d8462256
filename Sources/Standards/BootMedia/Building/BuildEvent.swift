/// Something a builder tells while it works, for a progress display.
package enum BuildEvent: Sendable, Hashable {
    /// A stage begins; the text is a short sentence such as "Fetching 31 packages".
    case started(String)
    /// The stage that began last has ended.
    case finished(String, took: Duration)
}

/// Receives build events in the order in which they happen.
package typealias BuildProgress = @Sendable (BuildEvent) -> Void
