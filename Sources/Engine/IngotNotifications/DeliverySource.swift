import IngotModel

/// What is posted to a receiver for the events of the stream.
protocol DeliverySource: Sendable {
    /// The events for which there may be something to post; all others are passed.
    var kinds: Set<Event.Kind> { get }

    /// The same for the same event however often it is asked for, but for the moment.
    ///
    /// - Returns: nil where there is nothing to post.
    func delivery(of event: Event, to target: DeliveryTarget, at now: Timestamp) async throws -> Delivery?

    /// Whether it is of no use to try again.
    func isFinal(_ failure: DeliveryFailure) -> Bool
}
