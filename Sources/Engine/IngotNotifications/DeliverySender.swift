import IngotModel

/// Posts deliveries.
package protocol DeliverySender: Sendable {
    /// - Throws: ``DeliveryFailure`` for anything but an answer of success within the time.
    func send(_ delivery: Delivery, to target: DeliveryTarget, within limit: Duration) async throws
}

/// Why a delivery did not arrive, in words without anything secret.
package struct DeliveryFailure: Error, CustomStringConvertible {
    package let description: String
    /// The HTTP status of the receiver's answer; nil where there was none.
    package let status: Int?

    package init(_ description: String, status: Int? = nil) {
        self.description = description
        self.status = status
    }
}
