import IngotModel

/// Posts deliveries.
package protocol WebhookSender: Sendable {
    /// - Throws: ``WebhookFailure`` for anything but an answer of success within the time.
    func send(_ delivery: Delivery, to target: WebhookTarget, within limit: Duration) async throws
}

/// Why a delivery did not arrive, in words without anything secret.
package struct WebhookFailure: Error, CustomStringConvertible {
    package let description: String

    package init(_ description: String) { self.description = description }
}
