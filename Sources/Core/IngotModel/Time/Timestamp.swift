/// A moment in UTC, counted in microseconds since 1970-01-01.
///
/// Whole microseconds are what both databases and the API's ISO 8601 texts carry without loss.
package struct Timestamp: Hashable, Sendable, Comparable {
    package var microseconds: Int64

    package init(microseconds: Int64) { self.microseconds = microseconds }
    package init(seconds: Double) { microseconds = Int64((seconds * 1_000_000).rounded()) }

    package var seconds: Double { Double(microseconds) / 1_000_000 }

    package static func < (left: Self, right: Self) -> Bool { left.microseconds < right.microseconds }

    package static func + (moment: Self, duration: Duration) -> Self {
        Self(microseconds: moment.microseconds + duration.microseconds)
    }

    package static func - (moment: Self, duration: Duration) -> Self {
        Self(microseconds: moment.microseconds - duration.microseconds)
    }

    package static func - (later: Self, earlier: Self) -> Duration {
        .microseconds(later.microseconds - earlier.microseconds)
    }
}

extension Duration {
    /// The whole duration in microseconds, rounded towards zero.
    package var microseconds: Int64 { components.seconds * 1_000_000 + components.attoseconds / 1_000_000_000_000 }

    /// The whole duration in seconds, with its fraction.
    package var inSeconds: Double { Double(microseconds) / 1_000_000 }
}

/// Tells the time of day; tests hand in one that they move by hand.
package protocol WallClock: Sendable {
    var now: Timestamp { get }
}
