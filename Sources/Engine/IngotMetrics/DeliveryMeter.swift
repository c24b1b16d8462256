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

    private init(_ meters: Meters, _ outcomes: MetricFamily, lag: MetricFamily, _ name: String) {
        self.meters = meters
        self.outcomes = outcomes
        self.lag = meters.meter(lag, name)
    }

    /// - Parameter name: the webhook's, with nothing secret in it and unlike any other's.
    package static func webhook(_ name: String, _ meters: Meters) -> Self {
        Self(meters, .deliveries, lag: .deliveryLag, name)
    }

    /// - Parameter name: likewise, of the collector of traces.
    package static func collector(_ name: String, _ meters: Meters) -> Self {
        Self(meters, .traces, lag: .traceLag, name)
    }

    package func count(_ outcome: Outcome, _ number: Int = 1) {
        meters.counter(outcomes, outcome.rawValue).increment(by: number)
    }

    /// - Parameter age: of the event that the receiver does not take; zero where it has taken all.
    package func falls(behind age: Duration) { lag.set(age.inSeconds) }
}
