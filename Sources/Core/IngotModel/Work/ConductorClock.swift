/// How a conductor's clock compares with the database's, as it found out in its last sign of life.
package struct ConductorClock: Sendable, Hashable {
    /// Below zero where it is behind.
    package var ahead = Duration.zero
    /// Whether it is close enough for the conductor to share the work: leases and signs of life end by clocks.
    package var isRight = true

    package init(ahead: Duration = .zero, isRight: Bool = true) {
        self.ahead = ahead
        self.isRight = isRight
    }
}
