import Testing

@testable import IngotNotifications

extension DeliveryTarget {
    /// The webhook of a URL.
    static func webhook(_ url: String) throws -> Self { Self(try #require(DeliveryAddress(url))) }
}
