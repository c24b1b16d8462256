import CoreMetrics
import IngotModel
import Prometheus

/// Counts what becomes of what is posted to one receiver, and how far behind the receiver is.
package struct DeliveryMeter: Sendable {
    package enum Outcome: String, Sendable {
        case delivered
        /// It is tried again.
        case failed
        case givenUp = "given_up"
        /// It was removed before its turn came.
        case missed
    }

    private let meters: Meters
    private let outcomes: MetricFamily
    private let lag: Meter

    private init(_ meters: Meters, _ outcomes: MetricFamily, lag: MetricFamily, _ place: String) {
        self.meters = meters
        self.outcomes = outcomes
        self.lag = meters.meter(lag, place)
    }

    /// - Parameter place: the webhook, without anything secret.
    package static func webhook(_ place: String, _ meters: Meters) -> Self {
        Self(meters, .deliveries, lag: .deliveryLag, place)
    }

    /// - Parameter place: the collector of traces, without anything secret.
    package static func collector(_ place: String, _ meters: Meters) -> Self {
        Self(meters, .traces, lag: .traceLag, place)
    }

    package func count(_ outcome: Outcome, _ number: Int = 1) {
        meters.counter(outcomes, outcome.rawValue).increment(by: number)
    }

    /// - Parameter age: of the event that the receiver does not take; zero where it has taken all.
    package func falls(behind age: Duration) { lag.set(age.inSeconds) }
}
