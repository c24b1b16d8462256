/// When the next heartbeat is due: a pure machine of times since the agent's start.
///
/// Regular ones come at a random 0.3 to 0.6 of the conductor's time-out, so that a rack of machines spreads its calls;
/// after a failure one comes soon; a forced one comes at once, but never closer than the floor to the one before.
struct HeartbeatTimer: Sendable {
    /// The conductor gives an agent up after this.
    var timeout: Duration
    /// Two heartbeats never come closer together.
    var floor: Duration
    private(set) var last: Duration?
    private(set) var due: Duration

    init(timeout: Duration, floor: Duration) {
        self.timeout = timeout
        self.floor = floor
        due = .zero
    }

    mutating func succeeded(at now: Duration, using generator: inout some RandomNumberGenerator) {
        last = now
        due = now + max(floor, timeout * Double.random(in: 0.3...0.6, using: &generator))
    }

    mutating func failed(at now: Duration, using generator: inout some RandomNumberGenerator) {
        last = now
        due = now + floor * Double.random(in: 1...2, using: &generator)
    }

    /// Asks for one as soon as it is allowed.
    mutating func force(at now: Duration) {
        due = min(due, max(now, last.map { $0 + floor } ?? now))
    }
}
